import { encode } from "next-auth/jwt";
import { io } from "socket.io-client";
import { SOCKET_PATH, STUDIO_NAMESPACE } from "#lib/protocol/capture-events.ts";
import type { Database } from "#lib/storage/database.ts";
import { startStudioSession } from "#lib/storage/studio-sessions.ts";

/** The cookie of a browser in which a user has signed in. */
export async function signedInCookie(db: Database, userId: number, secret: string): Promise<string> {
  const sessionId = await startStudioSession(db, {
    userId,
    userAgent: "bench",
    address: "127.0.0.1",
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  return `next-auth.session-token=${await encode({ token: { userId, sessionId }, secret })}`;
}

/**
 * A studio page that is open on a campaign's timeline: it follows the campaign and fetches the timeline each
 * time that it is told of a change. Answers how often it fetched, how long that took, and how to close it.
 */
export async function lookAt(url: string, cookie: string, campaignId: number) {
  const fetchedMs: number[] = [];
  let failed = 0;
  const fetchTimeline = async () => {
    const startedMs = performance.now();
    const response = await fetch(`${url}/api/campaigns/${campaignId}/timeline?audience=simulated`, {
      headers: { cookie },
    });
    await response.text();
    if (response.ok) fetchedMs.push(performance.now() - startedMs);
    else failed++;
  };
  const socket = io(url + STUDIO_NAMESPACE, {
    path: SOCKET_PATH,
    transports: ["websocket"],
    extraHeaders: { cookie },
  });
  let running: Promise<void> | null = null;
  socket.on("timeline:changed", () => {
    running ??= fetchTimeline().finally(() => {
      running = null;
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve).once("connect_error", reject);
  });
  const { ok } = await socket.timeout(10_000).emitWithAck("campaign:follow", campaignId);
  if (!ok) throw new Error("the studio may not follow the campaign");
  await fetchTimeline();
  return {
    fetchedMs,
    failed: () => failed,
    async close() {
      socket.disconnect();
      await running;
    },
  };
}
