import { createServer } from "node:http";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import { z } from "zod";
import { createFold, type FoldOptions } from "#lib/ingest/fold.ts";
import { createGroupCommit } from "#lib/ingest/group-commit.ts";
import { attachCapture, type CaptureDeps } from "#lib/ingest/socket-server.ts";
import { attachStudio } from "#lib/ingest/studio-channel.ts";
import {
  CAPTURE_NAMESPACE,
  type CaptureClientEvents,
  type CaptureServerEvents,
  LARGEST_MESSAGE_BYTES,
  SOCKET_PATH,
  STUDIO_NAMESPACE,
  type StudioClientEvents,
  type StudioServerEvents,
} from "#lib/protocol/capture-events.ts";
import { clientParser, serverParser } from "#lib/protocol/socket-parser.ts";
import type { Database } from "#lib/storage/database.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";

export type CaptureClient = Socket<CaptureServerEvents, CaptureClientEvents>;
export type StudioClient = Socket<StudioServerEvents, StudioClientEvents>;

const claimsSchema = z.object({ sessionId: z.number(), publicId: z.string(), campaignId: z.number() });
const studioUserSchema = z.object({ organisationId: z.number(), id: z.number().optional() });

export interface CaptureServer {
  /** Its origin, http://127.0.0.1:port. */
  url: string;
  /** Ticket `{ sessionId, campaignId }` in clear: signing is tested with its own code. */
  capture(ticket: { sessionId: number; campaignId: number } | string | null): CaptureClient;
  /** The same with the product's parser, whose batches and answers are bare frames. */
  framed(ticket: { sessionId: number; campaignId: number }): CaptureClient;
  studio(user: { organisationId: number; id?: number } | null): StudioClient;
  /** Errors that were logged, oldest first. */
  errors: unknown[];
  close(): Promise<void>;
}

/** The socket server as main.ts wires it, on a free port of 127.0.0.1, without pages. */
export async function startCaptureServer(
  db: Database,
  foldOptions: FoldOptions = {},
  verifyTicket: CaptureDeps["verifyTicket"] = async (ticket) => parseOrNull(claimsSchema, ticket),
): Promise<CaptureServer> {
  const http = createServer();
  const server = new Server(http, {
    path: SOCKET_PATH,
    transports: ["websocket"],
    parser: serverParser,
    maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
  });
  const errors: unknown[] = [];
  const log = { error: (fields: unknown) => void errors.push(fields) };
  const fold = createFold(db, { log, ...foldOptions });
  const groupCommit = createGroupCommit(db, await registerWriter(db), { log });
  const detachCapture = attachCapture(server, {
    db,
    verifyTicket,
    log,
    groupCommit,
    fold,
  });
  const detachStudio = attachStudio(server, {
    db,
    fold,
    log,
    async verifyStudioCookie(cookie) {
      const user = parseOrNull(studioUserSchema, decodeURIComponent(cookie));
      const somebody = { role: "viewer", email: "a@b.c", name: "A", organisationName: "Test" } as const;
      return user && { ...somebody, ...user, id: user.id ?? 1 };
    },
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.number() }).parse(http.address());
  const clients: { disconnect(): unknown }[] = [];
  const options = { path: SOCKET_PATH, transports: ["websocket"], forceNew: true, reconnection: false };
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    errors,
    capture(ticket) {
      const text = typeof ticket === "string" ? ticket : JSON.stringify({ publicId: "x", ...ticket });
      const auth = ticket === null ? {} : { ticket: text };
      const client: CaptureClient = io(url + CAPTURE_NAMESPACE, { ...options, auth });
      clients.push(client);
      return client;
    },
    framed(ticket) {
      const auth = { ticket: JSON.stringify({ publicId: "x", ...ticket }) };
      const client: CaptureClient = io(url + CAPTURE_NAMESPACE, { ...options, auth, parser: clientParser });
      clients.push(client);
      return client;
    },
    studio(user) {
      const extraHeaders = user ? { cookie: encodeURIComponent(JSON.stringify(user)) } : {};
      const client: StudioClient = io(url + STUDIO_NAMESPACE, {
        ...options,
        extraHeaders,
      });
      clients.push(client);
      return client;
    },
    async close() {
      for (const client of clients) client.disconnect();
      detachCapture();
      detachStudio();
      await server.close();
      await groupCommit.close();
      await fold.close();
    },
  };
}

function parseOrNull<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
