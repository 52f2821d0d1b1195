/**
 * An mp4 of about 200 bytes that states so many entries of a box that who believes it reads for a long time and
 * keeps something of each: encryption headers (`pssh`, ISO 23001-7) or names of metadata (`keys`, QuickTime).
 */
export function endlessVideo(list: "pssh" | "keys", entries = 0xffffffff): Buffer {
  const fileType = box("ftyp", text("isom"), u32(0), text("isom"));
  const head = box("mvhd", u32(0, 0, 0, 1000, 1000), Buffer.alloc(80));
  const pssh = () => box("pssh", u32(0x01000000), Buffer.alloc(16), u32(entries, 0));
  const keys = () =>
    box("meta", u32(0), box("hdlr", Buffer.alloc(24)), box("keys", u32(0, entries), u32(0, 0)));
  return Buffer.concat([fileType, box("moov", head, list === "pssh" ? pssh() : keys())]);
}

function box(type: string, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([u32(content.length + 8), text(type), content]);
}

function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.from(value, "latin1");
}
