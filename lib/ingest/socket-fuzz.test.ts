import type { Socket } from "socket.io-client";
import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type SeededRandom, seededRandom } from "#lib/analytics/seeded-random.ts";
import { encodeBatch } from "#lib/protocol/batch-codec.ts";
import { CAPTURE_NAMESPACE, refuse, SOCKET_PATH } from "#lib/protocol/capture-events.ts";
import { clientParser } from "#lib/protocol/socket-parser.ts";
import { type Database, type OpenDatabase, openDatabase } from "#lib/storage/database.ts";
import { type CaptureServer, startCaptureServer } from "#lib/testing/capture-server.ts";
import { createFieldwork, createSession, type Fieldwork } from "#lib/testing/fieldwork.ts";
import { liveHeapBytes } from "#lib/testing/heap-growth.ts";
import { malformedFrame, malformedValue, pick } from "#lib/testing/malformed.ts";
import { migratedCluster } from "#lib/testing/migrated-cluster.ts";
import { clientFrame, openRawWebsocket } from "#lib/testing/raw-websocket.ts";
import { recordFrames } from "#lib/testing/recorded-frames.ts";
import { tenSamples } from "#lib/testing/samples.ts";

const CAPTURE_INPUTS = 4_000;
const STUDIO_INPUTS = 1_500;
const RAW_CONNECTIONS = 700;
const FRAMES_A_CONNECTION = 3;
/** An event limit of a session is 200 in five seconds: beyond it nothing is looked at. */
const EVENTS_A_SESSION = 180;
const EVENTS_A_QUESTION = 20;
const GROWTH_BYTES = 8_000_000;

const EVENTS = ["batch:push", "session:resume", "session:calibrate", "session:finish", "campaign:follow"];
const STRANGE_EVENTS = ["", "__proto__", "hasOwnProperty", "newListener2", "message", "batch:push "];

let opened: OpenDatabase;
let server: CaptureServer;
let fieldwork: Fieldwork;
beforeAll(async () => {
  opened = await openDatabase({ memory: true, cluster: await migratedCluster() });
  server = await startCaptureServer(opened.db);
  fieldwork = await createFieldwork(opened.db);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

const portOf = (url: string) => Number(new URL(url).port);
const bytesOf = (second: number) =>
  encodeBatch({
    segment: 1,
    second,
    engineId: 0,
    droppedFrames: 0,
    stalledMs: 0,
    samples: tenSamples(second),
  });

/** Sends what no client of ours sends; answers false when the server closed the connection over it. */
async function abuse(
  client: Socket,
  random: SeededRandom,
  events: number,
  question: readonly [event: string, answer: unknown],
): Promise<boolean> {
  for (let i = 0; i < events; i++) {
    const event = random.uniform() < 0.9 ? pick(random, EVENTS) : pick(random, STRANGE_EVENTS);
    const args = Array.from({ length: Math.floor(4 * random.uniform()) }, () => malformedValue(random));
    if (random.uniform() < 0.5) args.push(() => {});
    client.emit(event, ...args);
  }
  const [event, expected] = question;
  const gone = new Promise<"gone">((resolve) => client.once("disconnect", () => resolve("gone")));
  const answered = client
    .timeout(20_000)
    .emitWithAck(event, null)
    .catch(() => "gone");
  const answer: unknown = await Promise.race([answered, gone]);
  if (answer !== "gone") expect(answer).toEqual(expected);
  return answer !== "gone";
}

async function fuzzCapture(db: Database, random: SeededRandom, inputs: number): Promise<void> {
  for (let sent = 0; sent < inputs; ) {
    const sessionId = await createSession(db, fieldwork, { calibrated: random.uniform() < 0.5 });
    const client = server.capture({ sessionId, campaignId: fieldwork.campaignId });
    for (let here = 0, open = true; open && here < EVENTS_A_SESSION; here += EVENTS_A_QUESTION) {
      const question = ["batch:push", refuse("batch-malformed")] as const;
      open = await abuse(client as unknown as Socket, random, EVENTS_A_QUESTION - 1, question);
      sent += EVENTS_A_QUESTION;
    }
    client.disconnect();
  }
}

async function fuzzStudio(random: SeededRandom, inputs: number): Promise<void> {
  for (let sent = 0, id = 1_000; sent < inputs; id++) {
    const client = server.studio({ organisationId: fieldwork.organisationId, id });
    for (let here = 0, open = true; open && here < EVENTS_A_SESSION; here += EVENTS_A_QUESTION) {
      const question = ["campaign:follow", { ok: false }] as const;
      open = await abuse(client as unknown as Socket, random, EVENTS_A_QUESTION - 1, question);
      sent += EVENTS_A_QUESTION;
    }
    client.disconnect();
  }
}

/** Frames as a real viewer's browser sends them, then with something wrong, below Socket.IO itself. */
async function fuzzFrames(random: SeededRandom, connections: number): Promise<void> {
  const recorder = await recordFrames(portOf(server.url));
  const sessionId = await createSession(opened.db, fieldwork);
  const ticket = JSON.stringify({ publicId: "x", sessionId, campaignId: fieldwork.campaignId });
  const options = { path: SOCKET_PATH, transports: ["websocket"], forceNew: true, auth: { ticket } };
  const viewer = io(`http://127.0.0.1:${recorder.port}${CAPTURE_NAMESPACE}`, {
    ...options,
    parser: clientParser,
  });
  const stored = new Promise((resolve) => viewer.once("batch:acks", resolve));
  viewer.emit("batch:push", bytesOf(0));
  await stored;
  await viewer.timeout(20_000).emitWithAck("session:resume");
  viewer.disconnect();
  await recorder.close();
  expect(recorder.frames.length).toBeGreaterThan(2);

  for (let i = 0; i < connections; i++) {
    const socket = await openRawWebsocket(portOf(server.url));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => {});
    for (let n = 0; n < FRAMES_A_CONNECTION; n++) {
      const { opcode, payload } = pick(random, recorder.frames);
      const first = random.uniform() < 0.9 ? 0x80 | opcode : Math.floor(256 * random.uniform());
      socket.write(clientFrame(first, malformedFrame(random, payload)));
    }
    socket.end();
    await closed;
  }
}

it("whatever strangers send, the server answers or closes, serves the others and keeps no memory", async () => {
  const random = seededRandom("fuzz/sockets");
  const calm = server.capture({ sessionId: fieldwork.sessionIds[0]!, campaignId: fieldwork.campaignId });
  const push = (second: number) => calm.timeout(20_000).emitWithAck("batch:push", bytesOf(second));
  expect(await push(0)).toEqual({ ok: true });

  const round = async (share: number) => {
    await fuzzCapture(opened.db, random, CAPTURE_INPUTS * share);
    await fuzzStudio(random, STUDIO_INPUTS * share);
    await fuzzFrames(random, RAW_CONNECTIONS * share);
  };
  await round(0.2);
  const before = await liveHeapBytes();
  await round(0.8);
  expect((await liveHeapBytes()) - before).toBeLessThan(GROWTH_BYTES);

  expect(await push(1)).toEqual({ ok: true });
  expect(calm.connected).toBe(true);
  // Nothing of it was unexpected: every refusal is one by rule, none a failure that was caught.
  expect(server.errors).toEqual([]);
}, 300_000);
