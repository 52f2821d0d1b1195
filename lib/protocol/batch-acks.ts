import { CAPTURE_CODES, type CaptureCode } from "./capture-events.ts";

/** What became of one batch: it is stored, or a code says why not. */
export interface BatchAck {
  segment: number;
  second: number;
  outcome: "stored" | CaptureCode;
}

/** Coordinates of an answer to bytes that were too short to have any. */
export const NOWHERE = { segment: 255, second: 65_535 } as const;

/** Bytes of one answer: segment u8, outcome u8 (0 stored, else 1 + place in CAPTURE_CODES), second u16 little-endian. */
export const BATCH_ACK_BYTES = 4;
const OUTCOMES = ["stored", ...(Object.keys(CAPTURE_CODES) as CaptureCode[])] as const;
const OUTCOME_BYTE = new Map<string, number>(OUTCOMES.map((outcome, i) => [outcome, i]));

/** Packs answers to several batches of one connection into one message. */
export function encodeBatchAcks(acks: readonly BatchAck[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(acks.length * BATCH_ACK_BYTES);
  let at = 0;
  for (const { segment, second, outcome } of acks) {
    bytes[at++] = segment;
    bytes[at++] = OUTCOME_BYTE.get(outcome) ?? 0;
    bytes[at++] = second & 255;
    bytes[at++] = second >> 8;
  }
  return bytes;
}

/** Inverse of `encodeBatchAcks`; null for what is no list of answers, or names an outcome that is not known here. */
export function decodeBatchAcks(bytes: unknown): BatchAck[] | null {
  if (!(bytes instanceof Uint8Array) || bytes.length % BATCH_ACK_BYTES !== 0) return null;
  const acks: BatchAck[] = [];
  for (let at = 0; at < bytes.length; at += BATCH_ACK_BYTES) {
    const outcome = OUTCOMES[bytes[at + 1]!];
    if (outcome === undefined) return null;
    acks.push({ segment: bytes[at]!, second: bytes[at + 2]! | (bytes[at + 3]! << 8), outcome });
  }
  return acks;
}
