import { randomBytes } from "node:crypto";

/** Names that a video store gives, and the only ones it takes: no separators, no dots but the extension's. */
const STORED_NAME = /^[0-9a-f]{32}\.(mp4|webm|jpg)$/;

export type StoredKind = "mp4" | "webm" | "jpg";

/** Whether a store can have given this name. */
export function isStoredName(name: string): boolean {
  return STORED_NAME.test(name);
}

/** A name that nobody guesses, of which there is no other. */
export function newStoredName(kind: StoredKind): string {
  return `${randomBytes(16).toString("hex")}.${kind}`;
}
