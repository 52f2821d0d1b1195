import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { io } from "socket.io-client";
import { shareSecret } from "#lib/auth/secret.ts";
import { mintTicket } from "#lib/auth/session-ticket.ts";
import { CAPTURE_NAMESPACE, SOCKET_PATH, STUDIO_NAMESPACE } from "#lib/protocol/capture-events.ts";
import { type OpenDatabase, openDatabase } from "#lib/storage/database.ts";
import { storedSeconds } from "#lib/storage/stored-seconds.ts";
import { HALDEN_RESPONSES } from "#lib/testing/expression-response.ts";
import { type FaultProxy, startFaultProxy } from "#lib/testing/fault-proxy.ts";
import { createFieldwork, createSession } from "#lib/testing/fieldwork.ts";
import { freePort } from "#lib/testing/free-port.ts";
import { type ProductionServer, productionServer } from "#lib/testing/production-server.ts";
import { type StreamingViewer, streamingViewer } from "#lib/testing/streaming-viewer.ts";
import { syntheticViewing } from "#lib/testing/synthetic-batches.ts";
import { startThrowawayPostgres } from "#lib/testing/throwaway-postgres.ts";
import { startThrowawayRedis } from "#lib/testing/throwaway-redis.ts";
import { expect, test } from "./fixtures.ts";
import { OWNER_VARIABLES } from "./owner.ts";
import { signIn } from "./sign-in.ts";
import { StudioApi } from "./studio-api.ts";

const FILM_MS = 8_000;
const BATCH_EVERY_MS = 250;

test("two servers are one: viewers on both, either shows all, and one that is killed loses nothing", async ({
  browser,
  folder,
}) => {
  const [postgres, redis] = await Promise.all([
    startThrowawayPostgres({ durable: true }),
    startThrowawayRedis(),
  ]);
  const secret = randomBytes(32).toString("hex");
  shareSecret(secret);
  const ports = await Promise.all([freePort(), freePort()]);
  const servers = ports.map((port, index) =>
    productionServer({
      PORT: String(port),
      DATA_DIR: join(folder, String(index)),
      DATABASE_URL: postgres.adminUrl,
      REDIS_URL: redis.url,
      SECRET: secret,
      SEED_DEMO: "0",
      LOG_LEVEL: "warn",
      ...OWNER_VARIABLES,
    }),
  );
  const [a, b] = servers as [ProductionServer, ProductionServer];
  // A balancer that only knows ports, and no longer sends anybody to one that is gone.
  const alive = [...ports];
  let turn = 0;
  const balancer = await startFaultProxy({
    serverPort: () => alive[turn++ % alive.length]!,
    seed: "balancer",
  });
  const closes: (() => unknown)[] = [];
  let opened: OpenDatabase | undefined;
  try {
    // At the same moment, on an empty database: one migrates it and makes the owner, the other waits.
    await Promise.all(servers.map((server) => server.start()));
    opened = await openDatabase({ url: postgres.adminUrl });
    const { db } = opened;
    const { id: organisationId } = await db.organisation.findFirstOrThrow();
    expect(await db.user.count()).toBe(1);
    const fieldwork = await createFieldwork(db, {
      sessions: 0,
      durationMs: FILM_MS,
      simulated: true,
      organisationId,
    });
    const { campaignId } = fieldwork;

    // One sign-in opens the studio of both: cookies know no ports.
    const context = await browser.newContext({ baseURL: a.url.replace("127.0.0.1", "localhost") });
    closes.push(() => context.close());
    await signIn(await context.newPage());
    const cookies = await context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const notices = await Promise.all(
      servers.map((server) => follow(server.url, cookie, campaignId, closes)),
    );

    let number = 0;
    async function viewer(origin: string): Promise<StreamingViewer & { sessionId: number }> {
      const sessionId = await createSession(db, fieldwork, { calibrated: false, simulated: true });
      const claims = { sessionId, publicId: "two-servers", campaignId };
      const viewing = syntheticViewing(`two-servers/${number++}`, FILM_MS, HALDEN_RESPONSES);
      const streaming = streamingViewer({
        origin,
        ticket: () => mintTicket(claims),
        firstTicket: await mintTicket(claims),
        calibration: viewing.calibration,
        film: viewing.film,
        batchEveryMs: BATCH_EVERY_MS,
      });
      closes.push(() => streaming.close());
      return { ...streaming, sessionId };
    }

    await test.step("a studio page on one hears of a viewer on the other", async () => {
      const alone = await viewer(b.url);
      await expect.poll(() => notices.map((heard) => heard.size)).toEqual([2, 2]);
      await alone.done;
    });

    await test.step("a second window of a viewer, on the other server, closes the first", async () => {
      const sessionId = await createSession(db, fieldwork, { calibrated: false, simulated: true });
      const ticket = await mintTicket({ sessionId, publicId: "x", campaignId });
      const connect = (server: ProductionServer) => {
        const socket = io(server.url + CAPTURE_NAMESPACE, {
          path: SOCKET_PATH,
          transports: ["websocket"],
          forceNew: true,
          reconnection: false,
          auth: { ticket },
        });
        closes.push(() => socket.disconnect());
        return socket;
      };
      const first = connect(a);
      await new Promise<void>((resolve) => first.once("connect", resolve));
      const told = new Promise<void>((resolve) => first.once("session:overtaken", resolve));
      const second = connect(b);
      await told;
      await expect.poll(() => [first.connected, second.connected]).toEqual([false, true]);
    });

    await test.step("one is killed in the middle: nothing is lost, the other shows all", async () => {
      const origin = `http://127.0.0.1:${balancer.port}`;
      const viewers = await Promise.all(Array.from({ length: 8 }, () => viewer(origin)));
      await expect
        .poll(() => viewers.every(({ acknowledged }) => acknowledged.size >= 6), { timeout: 60_000 })
        .toBe(true);
      alive.splice(alive.indexOf(Number(new URL(a.url).port)), 1);
      await a.kill();
      await Promise.all(viewers.map(({ done }) => done));
      for (const { sessionId, sent, acknowledged } of viewers) {
        expect(acknowledged.size).toBe(sent.size);
        const stored = Object.entries(await storedSeconds(db, sessionId)).flatMap(([segment, seconds]) =>
          seconds.map((second) => `${segment}/${second}`),
        );
        expect(stored.sort()).toEqual([...sent.keys()].sort());
      }
      const elsewhere = await browser.newContext({
        baseURL: b.url.replace("127.0.0.1", "localhost"),
        storageState: { cookies, origins: [] },
      });
      closes.push(() => elsewhere.close());
      const timeline = await new StudioApi(elsewhere.request).timeline(campaignId, "audience=simulated");
      expect(timeline.seconds[0]?.reached).toBe(viewers.length + 1);
    });

    expect(await b.terminate(), b.output()).toBe(0);
  } finally {
    for (const close of closes.reverse()) await close();
    await end(servers, balancer);
    await opened?.close();
    await redis.stop();
    await postgres.stop();
  }
});

/** What a studio page of that server hears of the campaign. */
async function follow(url: string, cookie: string, campaignId: number, closes: (() => unknown)[]) {
  const heard = new Set<string>();
  const studio = io(url + STUDIO_NAMESPACE, {
    path: SOCKET_PATH,
    transports: ["websocket"],
    forceNew: true,
    extraHeaders: { cookie },
  });
  closes.push(() => studio.disconnect());
  for (const event of ["timeline:changed", "fieldwork:changed"]) {
    studio.on(event, (id: number) => id === campaignId && heard.add(event));
  }
  expect(await studio.timeout(20_000).emitWithAck("campaign:follow", campaignId)).toEqual({ ok: true });
  return heard;
}

async function end(servers: readonly ProductionServer[], balancer: FaultProxy): Promise<void> {
  await balancer.close();
  for (const server of servers) await server.kill();
}
