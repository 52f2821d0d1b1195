/** The part of Socket.IO's `socket.conn` that is needed: its engine's connection. */
export interface EngineConnection {
  write(data: Uint8Array, options: object): unknown;
}

/** A final binary frame, and the longest payload whose length is in the frame's second byte (RFC 6455, 5.2). */
const BINARY_FRAME = 0x82;
const LONGEST_SHORT_PAYLOAD = 125;

/**
 * Sends bytes as one binary frame. A short one is handed over as the frame that it becomes, header and payload in one
 * buffer, as Socket.IO's own adapter does for broadcasts: then it is one plain write to the socket, where a header and
 * a payload are a gathered one, which costs more than all that is done for a batch before it.
 */
export function sendFrame(connection: EngineConnection, bytes: Uint8Array): void {
  if (bytes.length > LONGEST_SHORT_PAYLOAD) {
    connection.write(bytes, {});
    return;
  }
  const frame = Buffer.allocUnsafe(2 + bytes.length);
  frame[0] = BINARY_FRAME;
  frame[1] = bytes.length;
  frame.set(bytes, 2);
  connection.write(bytes, { wsPreEncodedFrame: [frame] });
}
