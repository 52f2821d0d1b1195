import { createServer, connect as tcpConnect } from "node:net";
import { websocketReader } from "./websocket-frames.ts";

/** A TCP relay to `port` that keeps what clients send inside their websockets. */
export async function recordFrames(port: number): Promise<{
  port: number;
  frames: { opcode: number; payload: Uint8Array }[];
  close(): Promise<void>;
}> {
  const frames: { opcode: number; payload: Uint8Array }[] = [];
  const relay = createServer((client) => {
    const upstream = tcpConnect(port, "127.0.0.1");
    const read = websocketReader();
    client.on("data", (chunk) => {
      for (const part of read(chunk)) if (part.kind === "frame") frames.push(part.frame);
    });
    client.pipe(upstream).pipe(client);
    client.on("error", () => upstream.destroy());
    upstream.on("error", () => client.destroy());
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  const address = relay.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return {
    port: address.port,
    frames,
    close: () => new Promise((resolve) => relay.close(() => resolve())),
  };
}
