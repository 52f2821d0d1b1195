import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

// OWASP's recommendation for Argon2id (2023): 19 MiB, two passes, one lane.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// No letters or digits that look alike.
const ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Argon2id hash in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

let decoy: Promise<string> | null = null;

/**
 * Whether the password fits the hash. Without a hash (no such user) it takes as long as with one, so that the
 * time of an answer does not tell which e-mail addresses exist.
 */
export async function passwordFits(password: string, passwordHash: string | null): Promise<boolean> {
  // Made whoever is asked about first, so that no answer for an unknown address ever waits for it alone.
  decoy ??= hashPassword("decoy");
  const decoyHash = await decoy;
  const fits = await verify(passwordHash ?? decoyHash, password);
  return passwordHash !== null && fits;
}

/** A password for the first owner: 20 characters, about 115 bits. */
export function generatePassword(): string {
  return Array.from({ length: 20 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}
