import type { DefaultEventsMap, Namespace, Server } from "socket.io";
import { z } from "zod";
import { onSessionEnded } from "#lib/auth/ended-sessions.ts";
import type { TicketClaims } from "#lib/auth/session-ticket.ts";
import {
  CAPTURE_NAMESPACE,
  type CaptureClientEvents,
  type CaptureCode,
  type CaptureServerEvents,
  type FinishAck,
  type PushAck,
  type Refusal,
  type ResumeAck,
  refuse,
  STUDIO_NAMESPACE,
} from "#lib/protocol/capture-events.ts";
import type { Logger } from "#lib/server/log.ts";
import type { Database } from "#lib/storage/database.ts";
import { finishSession } from "#lib/storage/finish-session.ts";
import { type CaptureContext, loadCaptureContext } from "#lib/storage/load-capture-context.ts";
import { storedSeconds } from "#lib/storage/stored-seconds.ts";
import { acceptBatch } from "./accept-batch.ts";
import { answerOnce } from "./answer-once.ts";
import { calibrateSession } from "./calibrate-session.ts";
import { createEventLimit } from "./event-limit.ts";
import type { Fold } from "./fold.ts";
import { gradeSession } from "./grade-session.ts";
import type { GroupCommit } from "./group-commit.ts";
import { NOTICE_EVERY_MS } from "./studio-channel.ts";
import { studioRoom } from "./studio-room.ts";
import { throttleByKey } from "./throttle-by-key.ts";

const handshakeSchema = z.object({ ticket: z.string().min(1).max(4_000) });
/** A campaign that was paused or closed, and a withdrawn session, are noticed at the latest after this, ms. */
const CONTEXT_FRESH_MS = 15_000;

export interface CaptureDeps {
  db: Database;
  verifyTicket: (ticket: string) => Promise<TicketClaims | null>;
  log: Pick<Logger, "error">;
  groupCommit: GroupCommit;
  fold: Pick<Fold, "markDirty">;
}

interface SocketData {
  /** As it was when the connection was admitted. */
  context: CaptureContext;
  /** As it is now; asked for once, however many events wait for it. */
  fresh: Promise<CaptureContext | null>;
  loadedAtMs: number;
}

type CaptureNamespace = Namespace<CaptureClientEvents, CaptureServerEvents, DefaultEventsMap, SocketData>;
type CaptureSocket = Parameters<Parameters<CaptureNamespace["use"]>[0]>[0];

/**
 * The capture side of the socket server: a signed ticket opens one session, one live connection a session,
 * and every event is answered with a success or a refusal, a batch after its transaction committed. A session
 * that ends elsewhere (a withdrawal) loses its connection at once. Answers how to stop listening for that.
 */
export function attachCapture(io: Server, deps: CaptureDeps): () => void {
  const { db, log } = deps;
  const capture: CaptureNamespace = io.of(CAPTURE_NAMESPACE);
  const limit = createEventLimit();
  const fieldwork = throttleByKey((campaignId) => {
    io.of(STUDIO_NAMESPACE).to(studioRoom(campaignId)).emit("fieldwork:changed", campaignId);
  }, NOTICE_EVERY_MS);

  capture.use(async (socket, next) => {
    try {
      const context = await admit(socket, deps, limit);
      if (typeof context === "string") return next(refusalError(context));
      socket.data.context = context;
      socket.data.fresh = Promise.resolve(context);
      socket.data.loadedAtMs = Date.now();
      next();
    } catch (error) {
      log.error({ err: error }, "a capture connection could not be checked");
      next(refusalError("unavailable"));
    }
  });

  capture.on("connection", (socket) => {
    const { sessionId, campaignId } = socket.data.context;
    const room = sessionRoom(sessionId);
    capture.to(room).emit("session:overtaken");
    capture.in(room).disconnectSockets(true);
    void socket.join(room);
    fieldwork.ask(campaignId);

    const on = <Answer extends { ok: true }>(
      ack: unknown,
      work: (context: CaptureContext) => Promise<Answer | Refusal>,
    ) =>
      answerOnce<Answer | Refusal>(ack, refuse("unavailable"), log, async () => {
        if (!(await limit.allows(sessionId))) return refuse("too-many");
        const context = await freshContext(socket, db);
        return context ? work(context) : refuse("session-closed");
      });

    socket.on("batch:push", (bytes: unknown, ack: unknown) =>
      on<PushAck & { ok: true }>(ack, (context) => push(bytes, context, deps)),
    );
    socket.on("session:resume", (ack: unknown) =>
      on<ResumeAck & { ok: true }>(ack, async ({ calibrated }) => ({
        ok: true,
        calibrated,
        stored: await storedSeconds(db, sessionId),
      })),
    );
    socket.on("session:calibrate", (ack: unknown) =>
      on(ack, async (context) => {
        const answer = await calibrateSession(db, context);
        // The baseline is needed at once by the first batch of the first stimulus.
        socket.data.loadedAtMs = Number.NEGATIVE_INFINITY;
        return answer;
      }),
    );
    socket.on("session:finish", (ack: unknown) =>
      on<FinishAck & { ok: true }>(ack, async () => {
        const outcome = await finishSession(db, sessionId);
        socket.data.loadedAtMs = Number.NEGATIVE_INFINITY;
        if (outcome === "finished") {
          // The session is whole without it; what failed is tried again when its viewer asks again.
          await gradeSession(db, sessionId).catch((error: unknown) =>
            log.error({ err: error, sessionId }, "a finished session could not be graded"),
          );
        }
        fieldwork.ask(campaignId);
        return outcome === "finished" ? { ok: true } : refuse("session-closed");
      }),
    );
  });

  return onSessionEnded(({ sessionId, campaignId, videoIds }) => {
    // It comes back by itself, and its handshake is then refused as session-closed.
    capture.in(sessionRoom(sessionId)).disconnectSockets(true);
    fieldwork.ask(campaignId);
    for (const videoId of videoIds) deps.fold.markDirty(videoId, campaignId);
  });
}

function sessionRoom(sessionId: number): string {
  return `session:${sessionId}`;
}

async function admit(
  socket: CaptureSocket,
  { db, verifyTicket }: CaptureDeps,
  limit: ReturnType<typeof createEventLimit>,
): Promise<CaptureContext | CaptureCode> {
  const handshake = handshakeSchema.safeParse(socket.handshake.auth);
  if (!handshake.success) return "ticket-invalid";
  const claims = await verifyTicket(handshake.data.ticket);
  // A ticket that was good once and one that never was look the same; a fresh one tells them apart.
  if (!claims) return "ticket-expired";
  if (!(await limit.allows(claims.sessionId))) return "too-many";
  const context = await loadCaptureContext(db, claims.sessionId);
  if (!context || context.campaignId !== claims.campaignId) return "ticket-invalid";
  // A finished session may connect: the answer to its finish may have been lost.
  return context.state === "withdrawn" ? "session-closed" : context;
}

function freshContext(socket: CaptureSocket, db: Database): Promise<CaptureContext | null> {
  if (Date.now() - socket.data.loadedAtMs >= CONTEXT_FRESH_MS) {
    const fresh = loadCaptureContext(db, socket.data.context.sessionId);
    socket.data.fresh = fresh;
    socket.data.loadedAtMs = Date.now();
    // The next event asks again; those that wait are told by the promise itself.
    fresh.catch(() => {
      if (socket.data.fresh === fresh) socket.data.loadedAtMs = Number.NEGATIVE_INFINITY;
    });
  }
  return socket.data.fresh;
}

async function push(
  bytes: unknown,
  context: CaptureContext,
  { groupCommit, fold }: CaptureDeps,
): Promise<{ ok: true } | Refusal> {
  const accepted = acceptBatch(bytes, context, Date.now());
  if (!accepted.ok) return accepted;
  const outcome = await groupCommit.append(accepted.row);
  if (outcome === "unavailable") return refuse("unavailable");
  if (outcome === "closed") return refuse("session-closed");
  if (outcome === "stored" && accepted.row.segment > 0) {
    fold.markDirty(accepted.row.videoId, context.campaignId);
  }
  return { ok: true };
}

/** What the client's `connect_error` carries: the code as its message, the refusal as its data. */
function refusalError(code: CaptureCode): Error & { data: Refusal } {
  return Object.assign(new Error(code), { data: refuse(code) });
}
