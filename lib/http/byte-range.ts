/** First and last byte of an answer, both included. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * The part of `size` bytes that a Range header asks for (RFC 9110, 14.2). "all" when it asks for none, for several
 * or in another unit, which a server may ignore; "outside" when there is no such part.
 */
export function byteRange(header: string | null, size: number): ByteRange | "all" | "outside" {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return "all";
  const [from, to] = [match[1] ?? "", match[2] ?? ""];
  if (from === "") {
    const suffix = Math.min(Number(to), size);
    return suffix === 0 ? "outside" : { first: size - suffix, last: size - 1 };
  }
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < first) return "all";
  return first >= size ? "outside" : { first, last };
}
