import type { FileHandle } from "node:fs/promises";

/** Programs look this far from the start for a PDF's or a page's beginning. */
const LEAD_BYTES = 1_024;
/** A zip archive's end record (22 bytes) and its longest comment. */
const ZIP_TAIL_BYTES = 22 + 65_535;
const LEAD = /%PDF-|<!doctype|<html|<script|<svg|<\?php/i;

/** Whether the file would also be taken for a page, a PDF or a zip archive (a polyglot). */
export async function hasForeignContent(file: FileHandle, fileSize: number): Promise<boolean> {
  const lead = await readPart(file, 0, Math.min(LEAD_BYTES, fileSize));
  if (LEAD.test(lead.toString("latin1"))) return true;
  const tailSize = Math.min(ZIP_TAIL_BYTES, fileSize);
  return endsAsZip(await readPart(file, fileSize - tailSize, tailSize));
}

async function readPart(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
}

/** An end record whose comment reaches to the last byte: what archive programs look for. */
function endsAsZip(tail: Buffer): boolean {
  for (
    let at = tail.indexOf("PK\x05\x06", 0, "latin1");
    at !== -1;
    at = tail.indexOf("PK\x05\x06", at + 1, "latin1")
  ) {
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return true;
  }
  return false;
}
