import { createServer } from "node:http";
import { WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { createGroupCommit } from "#lib/ingest/group-commit.ts";
import { VIEWER_SECOND_BYTES } from "#lib/protocol/viewer-second.ts";
import { openDatabase } from "#lib/storage/database.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";

/**
 * The floor that the product's server is measured against: a bare websocket server that commits the same rows in
 * the same way and answers after the commit. It checks nothing, reads two bytes of a batch, and computes nothing.
 */
const where = z.union([z.object({ url: z.string() }), z.object({ dataDir: z.string() })]);
const orderSchema = z.object({ where, videoId: z.number().int() });

async function serve({ where, videoId }: z.infer<typeof orderSchema>): Promise<void> {
  const { db } = await openDatabase(where);
  const commit = createGroupCommit(db, await registerWriter(db));
  const values = new Uint8Array(VIEWER_SECOND_BYTES).fill(1);
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  server.on("connection", (socket: WebSocket, request) => {
    const sessionId = Number(new URL(request.url ?? "/", "http://x").searchParams.get("session"));
    socket.on("message", (payload: Buffer) => {
      const second = payload.readUInt16LE(4);
      commit.append({ sessionId, segment: 1, second, videoId, payload, values }, (row, outcome) => {
        if (outcome !== "stored" || socket.readyState !== WebSocket.OPEN) return;
        const answer = Buffer.allocUnsafe(2);
        answer.writeUInt16LE(row.second, 0);
        socket.send(answer);
      });
    });
  });
  http.listen(0, "127.0.0.1", () => {
    const { port } = z.object({ port: z.number() }).parse(http.address());
    process.send?.({ port });
  });
}

process.once("message", (order) => void serve(orderSchema.parse(order)));
