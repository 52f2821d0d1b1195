import { randomBytes } from "node:crypto";
import { Secret } from "otpauth";
import { sha256 } from "./link-token.ts";

const HOW_MANY = 10;
const BYTES_A_CODE = 10;

/** Ten codes of 80 bits to write down, such as ABCD-EFGH-IJKL-MNOP; shown once, stored as hashes. */
export function newRecoveryCodes(): { codes: string[]; codesSha256: string[] } {
  const codes = Array.from({ length: HOW_MANY }, () =>
    (
      new Secret({ buffer: Uint8Array.from(randomBytes(BYTES_A_CODE)).buffer }).base32.match(/.{4}/g) ?? []
    ).join("-"),
  );
  return { codes, codesSha256: codes.map(recoveryCodeSha256) };
}

/** Hash of a code as it was typed: case, spaces and hyphens do not matter. */
export function recoveryCodeSha256(typed: string): string {
  return sha256(typed.toUpperCase().replace(/[^A-Z2-7]/g, ""));
}
