import type { DefaultEventsMap, Namespace, Server } from "socket.io";
import { z } from "zod";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import {
  STUDIO_NAMESPACE,
  type StudioClientEvents,
  type StudioServerEvents,
} from "#lib/protocol/capture-events.ts";
import type { Logger } from "#lib/server/log.ts";
import { campaignIsOf } from "#lib/storage/campaign-is-of.ts";
import type { Database } from "#lib/storage/database.ts";
import { answerOnce } from "./answer-once.ts";
import { createEventLimit } from "./event-limit.ts";
import type { Fold } from "./fold.ts";
import { recheckStudio } from "./recheck-studio.ts";
import { campaignOfRoom, studioRoom } from "./studio-room.ts";
import { throttleByKey } from "./throttle-by-key.ts";

/** At most one notice a campaign in this time, ms. */
export const NOTICE_EVERY_MS = 1_000;
/** How often the campaigns that somebody follows are said to be looked at, ms. */
const LOOK_EVERY_MS = 5_000;
/** How long a connection may outlive the session that opened it, ms. */
const RECHECK_EVERY_MS = 30_000;
const CAMPAIGNS_A_SOCKET = 50;

const campaignIdSchema = z.int32().positive();

export interface StudioDeps {
  db: Database;
  /** The signed-in user of a Cookie header; null when nobody is. */
  verifyStudioCookie: (cookieHeader: string) => Promise<StudioUser | null>;
  fold: Pick<Fold, "onChange" | "lookedAt">;
  log?: Pick<Logger, "error"> | undefined;
}

type StudioNamespace = Namespace<
  StudioClientEvents,
  StudioServerEvents,
  DefaultEventsMap,
  { userId: number; organisationId: number }
>;

/**
 * Tells studio pages that the numbers of a campaign changed; they then fetch them. A page follows only
 * campaigns of its user's organisation. Answers how to end it.
 */
export function attachStudio(io: Server, { db, verifyStudioCookie, fold, log }: StudioDeps): () => void {
  const studio: StudioNamespace = io.of(STUDIO_NAMESPACE);
  const limit = createEventLimit();

  studio.use(async (socket, next) => {
    try {
      const user = await verifyStudioCookie(socket.handshake.headers.cookie ?? "");
      if (!user) return next(new Error("not-signed-in"));
      socket.data.userId = user.id;
      socket.data.organisationId = user.organisationId;
      next();
    } catch (error) {
      log?.error({ err: error }, "a studio connection could not be checked");
      next(new Error("unavailable"));
    }
  });

  studio.on("connection", (socket) => {
    socket.on("campaign:follow", (campaignId: unknown, ack: unknown) =>
      answerOnce<{ ok: boolean }>(ack, { ok: false }, log, async () => {
        if (!(await limit.allows(socket.data.userId))) return { ok: false };
        const parsed = campaignIdSchema.safeParse(campaignId);
        if (!parsed.success || socket.rooms.size > CAMPAIGNS_A_SOCKET) return { ok: false };
        if (!(await campaignIsOf(db, parsed.data, socket.data.organisationId))) return { ok: false };
        await socket.join(studioRoom(parsed.data));
        fold.lookedAt(parsed.data);
        return { ok: true };
      }),
    );
  });

  const notices = throttleByKey((campaignId) => {
    studio.to(studioRoom(campaignId)).emit("timeline:changed", campaignId);
  }, NOTICE_EVERY_MS);
  const stopListening = fold.onChange((campaignId) => notices.ask(campaignId));
  const looking = setInterval(() => {
    for (const room of studio.adapter.rooms.keys()) {
      const campaignId = campaignOfRoom(room);
      if (campaignId !== null) fold.lookedAt(campaignId);
    }
  }, LOOK_EVERY_MS);

  const rechecking = setInterval(() => {
    recheckStudio([...studio.sockets.values()], verifyStudioCookie).catch((error: unknown) =>
      log?.error({ err: error }, "the studio's connections could not be checked"),
    );
  }, RECHECK_EVERY_MS);

  return () => {
    clearInterval(looking);
    clearInterval(rechecking);
    stopListening();
    notices.close();
  };
}
