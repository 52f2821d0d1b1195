import type { FileHandle } from "node:fs/promises";
import { type EbmlElement, readElement } from "./ebml-elements.ts";

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const PADDING = [0xec, 0xbf];
/** SeekHead, Info, Tracks, Cues, Tags, Chapters. Attachments are not part of WebM and hold any file. */
const SEGMENT_PARTS = [0x114d9b74, 0x1549a966, 0x1654ae6b, 0x1c53bb6b, 0x1254c367, 0x1043a770, ...PADDING];
/** Timestamp, SimpleBlock, BlockGroup, Position, PrevSize, SilentTracks. */
const CLUSTER_PARTS = [0xe7, 0xa3, 0xa0, 0xa7, 0xab, 0x5854, ...PADDING];
const MAX_ELEMENTS = 1_000_000;
const MAX_HEADER_BYTES = 1_024;

/**
 * Whether the file is one EBML header and one Segment of WebM's own parts, which tile it exactly; parts other
 * than clusters are at most `maxPartBytes` long, because they are read into memory.
 */
export async function isWebmLayout(
  file: FileHandle,
  fileSize: number,
  maxPartBytes: number,
): Promise<boolean> {
  const header = await readElement(file, 0);
  if (header?.id !== EBML || header.dataSize === null || header.dataSize > MAX_HEADER_BYTES) return false;
  const segment = await readElement(file, header.dataStart + header.dataSize);
  if (segment?.id !== SEGMENT) return false;
  if (segment.dataSize !== null && segment.dataStart + segment.dataSize !== fileSize) return false;

  let inOpenCluster = false;
  let position = segment.dataStart;
  for (let count = 0; position < fileSize; count++) {
    const element = await readElement(file, position);
    if (element === null || count === MAX_ELEMENTS) return false;
    if (element.id === CLUSTER && element.dataSize === null) {
      // Of unknown size: its parts follow until something that only a Segment has.
      inOpenCluster = true;
      position = element.dataStart;
      continue;
    }
    if (element.dataSize === null || !belongs(element, inOpenCluster, maxPartBytes)) return false;
    if (!CLUSTER_PARTS.includes(element.id)) inOpenCluster = false;
    position = element.dataStart + element.dataSize;
  }
  return position === fileSize;
}

function belongs({ id, dataSize }: EbmlElement, inOpenCluster: boolean, maxPartBytes: number): boolean {
  if (id === CLUSTER) return true;
  if (dataSize === null || dataSize > maxPartBytes) return false;
  return SEGMENT_PARTS.includes(id) || (inOpenCluster && CLUSTER_PARTS.includes(id));
}
