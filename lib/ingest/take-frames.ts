import { isFrameSource } from "#lib/protocol/socket-parser.ts";

/** The part of a Socket.IO socket that is needed; its client keeps the decoder of our parser. */
export interface FramedSocket {
  client: object;
  once(event: "disconnect", listener: () => void): unknown;
}

/**
 * Hands every bare frame of a connection to `take`, from the parser's decoder itself (lib/protocol/socket-parser.ts), until
 * the socket is disconnected. Throws TypeError when the server was not given that parser.
 */
export function takeFrames(socket: FramedSocket, take: (bytes: unknown) => void): void {
  // Not in Socket.IO's types, but each client makes the decoder that its `parser` option names, and keeps it there.
  const decoder: unknown = Reflect.get(socket.client, "decoder");
  if (!isFrameSource(decoder)) throw new TypeError("the socket server has another parser");
  decoder.takeFrames = take;
  socket.once("disconnect", () => {
    // A later socket of the same connection may have put its own there.
    if (decoder.takeFrames === take) decoder.takeFrames = null;
  });
}
