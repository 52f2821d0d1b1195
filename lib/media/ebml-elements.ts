import type { FileHandle } from "node:fs/promises";

/** An element of an EBML document (RFC 8794, 4). */
export interface EbmlElement {
  /** With its length marker, as the Matroska specification writes it: 0x1A45DFA3. */
  id: number;
  /** First byte after the header. */
  dataStart: number;
  /** In bytes; null when the element says that its size is not known (a live recording). */
  dataSize: number | null;
}

/** Reads the header of the element at `position`; null when there is none that is well formed. */
export async function readElement(file: FileHandle, position: number): Promise<EbmlElement | null> {
  const head = Buffer.alloc(12);
  const { bytesRead } = await file.read(head, 0, 12, position);
  const id = readVarInt(head.subarray(0, bytesRead), 4, false);
  if (id === null) return null;
  const size = readVarInt(head.subarray(id.length, bytesRead), 8, true);
  if (size === null) return null;
  const dataSize = size.allOnes ? null : Number(size.value);
  if (dataSize !== null && !Number.isSafeInteger(dataSize)) return null;
  return { id: Number(id.value), dataStart: position + id.length + size.length, dataSize };
}

/** A number whose count of leading zero bits says its length; `masked`: without its length marker. */
function readVarInt(
  bytes: Buffer,
  maxLength: number,
  masked: boolean,
): { value: bigint; length: number; allOnes: boolean } | null {
  const first = bytes[0];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (length > maxLength || bytes.length < length) return null;
  let value = BigInt(first);
  for (const byte of bytes.subarray(1, length)) value = (value << 8n) | BigInt(byte);
  const marker = 1n << BigInt(7 * length);
  const allOnes = value === 2n * marker - 1n;
  return { value: masked ? value - marker : value, length, allOnes };
}
