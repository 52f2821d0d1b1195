import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { z } from "zod";
import { shareSecret } from "#lib/auth/secret.ts";
import { mintTicket } from "#lib/auth/session-ticket.ts";
import { type OpenDatabase, openDatabase } from "#lib/storage/database.ts";
import { HALDEN_RESPONSES } from "#lib/testing/expression-response.ts";
import { type FaultProxy, startFaultProxy } from "#lib/testing/fault-proxy.ts";
import { createFieldwork, createSession, type Fieldwork } from "#lib/testing/fieldwork.ts";
import { freePort } from "#lib/testing/free-port.ts";
import { createPerson } from "#lib/testing/people.ts";
import { type ProductionServer, productionServer } from "#lib/testing/production-server.ts";
import { streamingViewer } from "#lib/testing/streaming-viewer.ts";
import { syntheticViewing } from "#lib/testing/synthetic-batches.ts";
import { startThrowawayPostgres } from "#lib/testing/throwaway-postgres.ts";
import { startThrowawayRedis } from "#lib/testing/throwaway-redis.ts";
import { countFaults, type WatchedSession } from "../bench/faults-count.ts";
import { lookAt, signedInCookie } from "../bench/studio-look.ts";

const FILM_MS = 12_000;
const EARLY_SECOND = 1;
const LAST_SECOND = FILM_MS / 1000 - 1;
const VIEWERS_AT_A_TIME = 6;
const BATCH_EVERY_MS = 400;
const DAY_MS = 86_400_000;

const timelineSchema = z.object({ seconds: z.array(z.object({ reached: z.number().int() })) });

interface TwoServers {
  opened: OpenDatabase;
  fieldwork: Fieldwork;
  servers: readonly [ProductionServer, ProductionServer];
  /** Where a balancer sends half of the viewers each. */
  balancers: readonly [FaultProxy, FaultProxy];
  /** Of a browser that is signed in, at both: they have one secret. */
  cookie: string;
  /** Kills the second server; its balancer leads to the first from then on. */
  loseSecond(): Promise<void>;
}

const test = base.extend<{ two: TwoServers }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  two: async ({}, use) => {
    const secret = "one secret for all processes of a cluster";
    shareSecret(secret);
    const folder = mkdtempSync(join(tmpdir(), "reactline-two-"));
    const [postgres, redis] = await Promise.all([startThrowawayPostgres(), startThrowawayRedis()]);
    const serverAt = (port: number) =>
      productionServer({
        PORT: String(port),
        DATA_DIR: join(folder, String(port)),
        DATABASE_URL: postgres.adminUrl,
        REDIS_URL: redis.url,
        SECRET: secret,
        SEED_DEMO: "0",
      });
    const ports = [await freePort(), await freePort()] as const;
    const servers = [serverAt(ports[0]), serverAt(ports[1])] as const;
    const opened = await openDatabase({ url: postgres.adminUrl, maxConnections: 2 });
    let alive = ports[1];
    const balancers = [
      await startFaultProxy({ serverPort: () => ports[0], seed: "first" }),
      await startFaultProxy({ serverPort: () => alive, seed: "second" }),
    ] as const;
    try {
      const { id, organisationId } = await createPerson(opened.db);
      await leaveWork(opened);
      await Promise.all(servers.map((server) => server.start()));
      const film = { sessions: 0, durationMs: FILM_MS, simulated: true };
      const fieldwork = await createFieldwork(opened.db, { ...film, organisationId });
      const cookie = await signedInCookie(opened.db, id, secret);
      const loseSecond = () => {
        alive = ports[0];
        return servers[1].kill();
      };
      await use({ opened, fieldwork, servers, balancers, cookie, loseSecond });
    } finally {
      for (const balancer of balancers) await balancer.close();
      await Promise.all(servers.map((server) => server.kill()));
      await opened.close();
      await Promise.all([postgres.stop(), redis.stop()]);
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

/** A campaign that is to be destroyed, by one of the processes that look for it when they start. */
async function leaveWork({ db }: OpenDatabase): Promise<void> {
  const { campaignId } = await createFieldwork(db);
  const deletedAt = new Date(Date.now() - 30 * DAY_MS);
  await db.campaign.update({ where: { id: campaignId }, data: { deletedAt } });
}

async function startViewer(
  { db }: OpenDatabase,
  fieldwork: Fieldwork,
  index: number,
  balancer: FaultProxy,
): Promise<WatchedSession> {
  const sessionId = await createSession(db, fieldwork, { calibrated: false, simulated: true });
  const claims = { sessionId, publicId: "two-servers", campaignId: fieldwork.campaignId };
  const { calibration, film } = syntheticViewing(`two-servers/${index}`, FILM_MS, HALDEN_RESPONSES);
  const viewer = streamingViewer({
    origin: `http://127.0.0.1:${balancer.port}`,
    ticket: () => mintTicket(claims),
    firstTicket: await mintTicket(claims),
    calibration,
    film,
    batchEveryMs: BATCH_EVERY_MS,
  });
  return { sessionId, viewer };
}

test("two servers are one: who looks on at either sees the viewers of both, and one that is killed loses nothing", async ({
  two: { opened, fieldwork, servers, balancers, cookie, loseSecond },
}) => {
  const { campaignId } = fieldwork;
  const looking = await lookAt(servers[0].url, cookie, campaignId);
  const reached = (server: 0 | 1, second: number) => async () => {
    const answer = await fetch(
      `${servers[server].url}/api/campaigns/${campaignId}/timeline?audience=simulated&basis=raw`,
      { headers: { cookie } },
    );
    return timelineSchema.parse(await answer.json()).seconds[second]?.reached;
  };
  const watched: WatchedSession[] = [];
  const start = async (server: 0 | 1) => {
    const viewers = Array.from({ length: VIEWERS_AT_A_TIME }, (_, i) =>
      startViewer(opened, fieldwork, watched.length + i, balancers[server]),
    );
    const started = await Promise.all(viewers);
    watched.push(...started);
    return started;
  };

  await start(1);
  // Through Redis: the first server has no viewer yet. One fetch is made when looking begins.
  await expect.poll(() => looking.fetchedMs.length).toBeGreaterThan(1);
  await start(0);
  await expect.poll(reached(0, EARLY_SECOND)).toBe(watched.length);
  await expect.poll(reached(1, EARLY_SECOND)).toBe(watched.length);

  const cutOff = await start(1);
  await expect.poll(() => cutOff.every(({ viewer }) => viewer.acknowledged.size > 0)).toBe(true);
  await loseSecond();
  expect(cutOff.some(({ viewer }) => viewer.sent.size < 5 + LAST_SECOND)).toBe(true);
  await Promise.all(watched.map(({ viewer }) => viewer.done));
  await looking.close();
  expect(looking.failed()).toBe(0);
  const toTheEnd = watched.filter(({ viewer }) => viewer.sent.has(`1/${LAST_SECOND}`)).length;
  expect(toTheEnd).toBeGreaterThan(0);
  expect(await reached(0, LAST_SECOND)()).toBe(toTheEnd);

  const { batches, ...faults } = await countFaults(opened.db, fieldwork.videoId, watched);
  expect(faults).toEqual({ ackedLost: 0, duplicated: 0, unsent: 0, sumsDiffer: 0 });
  expect(batches).toBe(watched.reduce((sum, { viewer }) => sum + viewer.sent.size, 0));
  const said = servers.map((server) => server.output()).join("");
  expect(said.match(/"job":"destroy-deleted"/g), said).toHaveLength(1);
});
