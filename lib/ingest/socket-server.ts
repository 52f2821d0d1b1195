import type { DefaultEventsMap, Namespace, Server } from "socket.io";
import { z } from "zod";
import { onAudienceChanged } from "#lib/auth/changed-audiences.ts";
import { onSessionEnded } from "#lib/auth/ended-sessions.ts";
import type { TicketClaims } from "#lib/auth/session-ticket.ts";
import { createSharedLimiter, type SharedLimiter } from "#lib/cluster/shared-limiter.ts";
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
import { createAckOutbox } from "./ack-outbox.ts";
import { answerOnce } from "./answer-once.ts";
import { calibrateSession } from "./calibrate-session.ts";
import { watchCampaigns } from "./campaign-watch.ts";
import { createEventLimit } from "./event-limit.ts";
import type { Fold } from "./fold.ts";
import { gradeSession } from "./grade-session.ts";
import type { GroupCommit } from "./group-commit.ts";
import { type IngestObserver, noObserver } from "./ingest-observer.ts";
import { createJudgeTogether } from "./judge-together.ts";
import { isFlooding, type PushDeps, pushBatches, RATE_WINDOW_MS } from "./push-batches.ts";
import { createRateWindows } from "./rate-windows.ts";
import { sendFrame } from "./send-frame.ts";
import { NOTICE_EVERY_MS } from "./studio-channel.ts";
import { studioRoom } from "./studio-room.ts";
import { takeFrames } from "./take-frames.ts";
import { throttleByKey } from "./throttle-by-key.ts";

const handshakeSchema = z.object({ ticket: z.string().min(1).max(4_000) });
/** A session that is looked up again and again is looked up at most this often, ms. */
const LOOK_UP_EVERY_MS = 1_000;
/**
 * Connections of one session, counted for all processes together: a viewer on a bad network opens a few a minute.
 * What is sent over a connection is counted by its own process, as a session has one connection at a time.
 */
const CONNECTIONS = { name: "capture-connection", points: 60, durationSeconds: 30 };

export interface CaptureDeps {
  db: Database;
  verifyTicket: (ticket: string) => Promise<TicketClaims | null>;
  log: Pick<Logger, "error">;
  groupCommit: GroupCommit;
  fold: Pick<Fold, "markDirty">;
  observer?: IngestObserver;
}

interface SocketData {
  /** As it was when it was last looked up. */
  context: CaptureContext;
  /** The last look-up, shared by all that ask for it within LOOK_UP_EVERY_MS. */
  fresh: Promise<CaptureContext | null>;
  lookedUpAtMs: number;
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
  const connections = createSharedLimiter(CONNECTIONS);
  const pushing: PushDeps = {
    groupCommit: deps.groupCommit,
    fold: deps.fold,
    campaigns: watchCampaigns(db, log),
    rates: createRateWindows(RATE_WINDOW_MS),
    outbox: createAckOutbox(),
    together: createJudgeTogether(),
    observer: deps.observer ?? noObserver,
    log,
  };
  const fieldwork = throttleByKey((campaignId) => {
    io.of(STUDIO_NAMESPACE).to(studioRoom(campaignId)).emit("fieldwork:changed", campaignId);
  }, NOTICE_EVERY_MS);

  capture.use(async (socket, next) => {
    try {
      const context = await admit(socket, deps, connections, pushing.rates);
      if (typeof context === "string") {
        pushing.observer.connectionRefused(context);
        return next(refusalError(context));
      }
      socket.data.context = context;
      socket.data.fresh = Promise.resolve(context);
      socket.data.lookedUpAtMs = Date.now();
      next();
    } catch (error) {
      log.error({ err: error }, "a capture connection could not be checked");
      next(refusalError("unavailable"));
    }
  });

  capture.on("connection", (socket) => {
    const { sessionId, campaignId } = socket.data.context;
    const room = sessionRoom(sessionId);
    // With several processes this is told after a while: by then the newest is in the room itself.
    capture.to(room).except(socket.id).emit("session:overtaken");
    capture.in(room).except(socket.id).disconnectSockets(true);
    void socket.join(room);
    fieldwork.ask(campaignId);

    const on = <Answer extends { ok: true }>(
      ack: unknown,
      work: (context: CaptureContext) => Promise<Answer | Refusal>,
    ) =>
      answerOnce<Answer | Refusal>(ack, refuse("unavailable"), log, async () => {
        if (!(await limit.allows(sessionId))) return refuse("too-many");
        const context = await lookUp(socket, db);
        return context ? work(context) : refuse("session-closed");
      });

    const push = pushBatches(
      {
        send: (bytes) => sendFrame(socket.conn, bytes),
        known: () => socket.data.context,
        lookUp: () => lookUp(socket, db),
        end: () => socket.disconnect(true),
      },
      pushing,
    );
    takeFrames(socket, push.frame);
    socket.on("batch:push", (bytes: unknown, ack: unknown) =>
      push.event(bytes, typeof ack === "function" ? (answer: PushAck) => void ack(answer) : unanswered),
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
        socket.data.lookedUpAtMs = Number.NEGATIVE_INFINITY;
        await lookUp(socket, db);
        return answer;
      }),
    );
    socket.on("session:finish", (ack: unknown) =>
      on<FinishAck & { ok: true }>(ack, async () => {
        const outcome = await finishSession(db, sessionId);
        socket.data.lookedUpAtMs = Number.NEGATIVE_INFINITY;
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

  const stopFollowing = onAudienceChanged((campaignId) => fieldwork.ask(campaignId));
  const stopListening = onSessionEnded(({ sessionId, campaignId, videoIds }) => {
    // It comes back by itself, and its handshake is then refused as session-closed.
    capture.in(sessionRoom(sessionId)).disconnectSockets(true);
    fieldwork.ask(campaignId);
    for (const videoId of videoIds) deps.fold.markDirty(videoId, campaignId);
  });
  return () => {
    stopListening();
    stopFollowing();
    fieldwork.close();
    pushing.together.close();
    pushing.campaigns.close();
  };
}

function sessionRoom(sessionId: number): string {
  return `session:${sessionId}`;
}

async function admit(
  socket: CaptureSocket,
  { db, verifyTicket }: CaptureDeps,
  connections: SharedLimiter,
  rates: PushDeps["rates"],
): Promise<CaptureContext | CaptureCode> {
  const handshake = handshakeSchema.safeParse(socket.handshake.auth);
  if (!handshake.success) return "ticket-invalid";
  const claims = await verifyTicket(handshake.data.ticket);
  // A ticket that was good once and one that never was look the same; a fresh one tells them apart.
  if (!claims) return "ticket-expired";
  if (isFlooding(rates, claims.sessionId) || !(await connections.take(claims.sessionId))) return "too-many";
  const context = await loadCaptureContext(db, claims.sessionId);
  if (!context || context.campaignId !== claims.campaignId) return "ticket-invalid";
  // A finished session may connect: the answer to its finish may have been lost.
  return context.state === "withdrawn" ? "session-closed" : context;
}

function lookUp(socket: CaptureSocket, db: Database): Promise<CaptureContext | null> {
  if (Date.now() - socket.data.lookedUpAtMs >= LOOK_UP_EVERY_MS) {
    const fresh = loadCaptureContext(db, socket.data.context.sessionId);
    socket.data.fresh = fresh;
    socket.data.lookedUpAtMs = Date.now();
    fresh.then(
      (context) => {
        if (context && socket.data.fresh === fresh) socket.data.context = context;
      },
      // The next event asks again; those that wait are told by the promise itself.
      () => {
        if (socket.data.fresh === fresh) socket.data.lookedUpAtMs = Number.NEGATIVE_INFINITY;
      },
    );
  }
  return socket.data.fresh;
}

/** Of a client that sent no callback. */
function unanswered(): void {}

/** What the client's `connect_error` carries: the code as its message, the refusal as its data. */
function refusalError(code: CaptureCode): Error & { data: Refusal } {
  return Object.assign(new Error(code), { data: refuse(code) });
}
