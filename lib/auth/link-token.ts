import { createHash, randomBytes } from "node:crypto";

/** A secret for a link: 256 random bits. Only its hash is stored, so a stolen database opens no link. */
export function mintLinkToken(): { token: string; tokenSha256: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenSha256: sha256(token) };
}

/** SHA-256 in hex: for secrets that are random and long, which need no slow hash. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
