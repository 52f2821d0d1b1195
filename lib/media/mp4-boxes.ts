import type { FileHandle } from "node:fs/promises";

/** A box at the top of an mp4 file (ISO 14496-12, 4.2). */
export interface Mp4Box {
  type: string;
  start: number;
  /** Of the whole box, header included, in bytes. */
  size: number;
}

const MAX_BOXES = 200_000;

/** The boxes at the top of the file, which must tile it exactly; null when they do not. */
export async function topBoxes(file: FileHandle, fileSize: number): Promise<Mp4Box[] | null> {
  const boxes: Mp4Box[] = [];
  const head = Buffer.alloc(16);
  for (let start = 0; start < fileSize; ) {
    if (boxes.length === MAX_BOXES) return null;
    const { bytesRead } = await file.read(head, 0, 16, start);
    if (bytesRead < 8) return null;
    const size = boxSize(head.subarray(0, bytesRead), fileSize - start);
    if (size === null) return null;
    boxes.push({ type: head.toString("latin1", 4, 8), start, size });
    start += size;
  }
  return boxes;
}

/** 1: the size follows as 64 bits; 0: to the end of the file. */
function boxSize(head: Buffer, rest: number): number | null {
  const size32 = head.readUInt32BE(0);
  if (size32 === 0) return rest;
  if (size32 !== 1) return size32 >= 8 && size32 <= rest ? size32 : null;
  if (head.length < 16) return null;
  const size64 = head.readBigUInt64BE(8);
  return size64 >= 16n && size64 <= BigInt(rest) ? Number(size64) : null;
}
