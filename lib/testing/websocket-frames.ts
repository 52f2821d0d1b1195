/** One frame as it went over the wire. */
export interface WebsocketFrame {
  /** All of it: header, mask and payload. */
  bytes: Buffer;
  opcode: number;
  /** Without its mask. */
  payload: Buffer;
}

export const TEXT_FRAME = 1;
export const BINARY_FRAME = 2;

/** What a connection carries, in order: the bytes of an HTTP head or of anything that is no websocket, or a frame. */
export type WirePart = { kind: "raw"; bytes: Buffer } | { kind: "frame"; frame: WebsocketFrame };

const HEAD_END = Buffer.from("\r\n\r\n");

/**
 * Cuts one direction of a connection into an HTTP head and, once the head opened a websocket, whole frames
 * (RFC 6455, 5.2). Until a frame is complete it is kept.
 */
export function websocketReader(): (chunk: Buffer) => WirePart[] {
  let mode: "head" | "frames" | "raw" = "head";
  let kept: Buffer = Buffer.alloc(0);

  return (chunk) => {
    if (mode === "raw") return [{ kind: "raw", bytes: chunk }];
    kept = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    const parts: WirePart[] = [];
    if (mode === "head") {
      const end = kept.indexOf(HEAD_END);
      if (end < 0) return [];
      const head = kept.subarray(0, end + HEAD_END.length);
      mode = opensWebsocket(head.toString("latin1")) ? "frames" : "raw";
      parts.push({ kind: "raw", bytes: mode === "raw" ? kept : head });
      kept = mode === "raw" ? Buffer.alloc(0) : kept.subarray(head.length);
    }
    for (let frame = readFrame(kept); frame; frame = readFrame(kept)) {
      parts.push({ kind: "frame", frame });
      kept = kept.subarray(frame.bytes.length);
    }
    return parts;
  };
}

function opensWebsocket(head: string): boolean {
  return head.startsWith("HTTP/1.1 101") || (head.startsWith("GET ") && /^upgrade: *websocket/im.test(head));
}

function readFrame(bytes: Buffer): WebsocketFrame | null {
  if (bytes.length < 2) return null;
  const shortLength = bytes.readUInt8(1) & 0x7f;
  const lengthBytes = shortLength === 127 ? 8 : shortLength === 126 ? 2 : 0;
  const maskBytes = bytes.readUInt8(1) & 0x80 ? 4 : 0;
  const headerBytes = 2 + lengthBytes + maskBytes;
  if (bytes.length < headerBytes) return null;
  const length =
    lengthBytes === 8
      ? Number(bytes.readBigUInt64BE(2))
      : lengthBytes === 2
        ? bytes.readUInt16BE(2)
        : shortLength;
  if (bytes.length < headerBytes + length) return null;
  const mask = bytes.subarray(headerBytes - maskBytes, headerBytes);
  const payload = Buffer.from(bytes.subarray(headerBytes, headerBytes + length));
  if (maskBytes > 0) for (let i = 0; i < length; i++) payload[i] = payload[i]! ^ mask[i % 4]!;
  return { bytes: bytes.subarray(0, headerBytes + length), opcode: bytes.readUInt8(0) & 0x0f, payload };
}
