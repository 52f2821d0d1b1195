import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { memoryStore } from "#lib/capture/batch-store.ts";
import { Uplink } from "#lib/capture/uplink.ts";
import { type UplinkState, UplinkStopped } from "#lib/capture/uplink-progress.ts";
import { refuse } from "#lib/protocol/capture-events.ts";
import type { Batch } from "#lib/protocol/sample.ts";
import { fakeCaptureSocket } from "#lib/testing/fake-capture-socket.ts";

function batch(second: number): Batch {
  return { segment: 1, second, engineId: 0, droppedFrames: 0, stalledMs: 0, samples: [] };
}

function setUp() {
  const fake = fakeCaptureSocket();
  const store = memoryStore();
  const states: UplinkState[] = [];
  const renewTicket = vi.fn<() => Promise<string | "refused">>(async () => "ticket-2");
  let ticket = () => "";
  const uplink = new Uplink({
    store,
    ticket: "ticket-1",
    openSocket: (current) => {
      ticket = current;
      return fake.socket;
    },
    renewTicket,
    onChange: (state) => states.push(state),
  });
  return { ...fake, store, states, uplink, renewTicket, ticket: () => ticket() };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

describe("a batch", () => {
  test("is kept until it is acknowledged, and not longer", async () => {
    const { uplink, up, asked, store } = setUp();
    await uplink.open();
    up();
    await uplink.push(batch(0));
    expect(await store.all()).toHaveLength(1);
    asked[0]?.answer({ ok: true });
    await settle();
    expect(await store.all()).toHaveLength(0);
    expect(uplink.state).toMatchObject({ queued: 1, acknowledged: 1, lost: 0 });
  });

  test("that was on its way when the connection went is sent again after it", async () => {
    const { uplink, up, down, asked } = setUp();
    await uplink.open();
    up();
    await uplink.push(batch(0));
    await uplink.push(batch(1));
    down();
    await settle();
    await uplink.push(batch(2));
    expect(uplink.state.connection).toBe("offline");
    up();
    expect(asked.map((each) => each.second)).toEqual([0, 1, 2]);
    for (const each of asked) each.answer({ ok: true });
    await expect(uplink.drained()).resolves.toBeUndefined();
  });

  test("whose answer was lost is sent again later, and one that came too soon a little later", async () => {
    const { uplink, up, asked } = setUp();
    await uplink.open();
    up();
    await uplink.push(batch(0));
    await vi.advanceTimersByTimeAsync(9_900);
    await uplink.push(batch(1));
    await vi.advanceTimersByTimeAsync(100);
    expect(asked.map((each) => each.second)).toEqual([0, 1, 0]);
    asked[2]?.answer(refuse("too-many"));
    await vi.advanceTimersByTimeAsync(400);
    expect(asked).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked.map((each) => each.second)).toEqual([0, 1, 0, 0]);
    expect(uplink.state.acknowledged).toBe(0);
  });

  test("is held while the server asks for time, longer each time, and nothing is lost of it", async () => {
    const { uplink, up, asked } = setUp();
    await uplink.open();
    up();
    for (let second = 0; second < 4; second++) await uplink.push(batch(second));
    for (const each of asked.splice(0)) each.answer(refuse("unavailable"));
    await vi.advanceTimersByTimeAsync(499);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked.map((each) => each.second)).toEqual([0, 1, 2, 3]);
    for (const each of asked.splice(0)) each.answer(refuse("unavailable"));
    await vi.advanceTimersByTimeAsync(999);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    for (const each of asked.splice(0)) each.answer({ ok: true });
    await uplink.drained();
    expect(uplink.state).toMatchObject({ queued: 4, acknowledged: 4, lost: 0 });
  });

  test("that the server will never take is counted as lost, and the rest goes on", async () => {
    const { uplink, up, asked } = setUp();
    await uplink.open();
    up();
    await uplink.push(batch(0));
    await uplink.push(batch(1));
    asked[0]?.answer(refuse("batch-out-of-range"));
    asked[1]?.answer({ ok: true });
    await uplink.drained();
    expect(uplink.state).toMatchObject({ queued: 2, acknowledged: 1, lost: 1, stopped: null });
  });
});

test("no more than four batches are unanswered at a time, in order of their seconds", async () => {
  const { uplink, up, asked } = setUp();
  await uplink.open();
  for (let second = 0; second < 9; second++) await uplink.push(batch(second));
  up();
  expect(asked.map((each) => each.second)).toEqual([0, 1, 2, 3]);
  asked[2]?.answer({ ok: true });
  await settle();
  expect(asked.map((each) => each.second)).toEqual([0, 1, 2, 3, 4]);
});

test("what an earlier page of the session left behind is sent first", async () => {
  const { uplink, up, asked, store } = setUp();
  const other = setUp();
  await other.uplink.push(batch(7));
  for (const left of await other.store.all()) await store.put(left);
  await uplink.open();
  up();
  expect(asked.map((each) => each.second)).toEqual([7]);
});

test("what is stored is asked only after what an earlier page left behind has arrived", async () => {
  const { uplink, up, asked, store } = setUp();
  const other = setUp();
  await other.uplink.push(batch(7));
  for (const left of await other.store.all()) await store.put(left);
  await uplink.open();
  up();
  const resumed = uplink.resume();
  await settle();
  expect(asked.map((each) => each.event)).toEqual(["batch:push"]);
  asked[0]?.answer({ ok: true });
  await settle();
  expect(asked.at(-1)?.event).toBe("session:resume");
  asked.at(-1)?.answer({ ok: true, calibrated: true, stored: { 1: [6, 7] } });
  expect(await resumed).toEqual({ ok: true, calibrated: true, stored: { 1: [6, 7] } });
});

describe("the ticket", () => {
  test("is renewed when it has expired, and the connection tried again with the new one", async () => {
    const { uplink, listeners, socket, renewTicket, ticket } = setUp();
    await uplink.open();
    expect(ticket()).toBe("ticket-1");
    listeners.refused("ticket-expired");
    await vi.advanceTimersByTimeAsync(600);
    expect(renewTicket).toHaveBeenCalledOnce();
    expect(ticket()).toBe("ticket-2");
    expect(socket.connects).toBe(2);
  });

  test("that cannot be renewed because there is no session ends the uplink", async () => {
    const { uplink, listeners, renewTicket } = setUp();
    renewTicket.mockResolvedValue("refused");
    await uplink.open();
    listeners.refused("ticket-expired");
    await settle();
    expect(uplink.state.stopped).toBe("no-session");
  });

  test("is asked for again when the server was not reached", async () => {
    const { uplink, listeners, socket, renewTicket } = setUp();
    renewTicket.mockRejectedValue(new Error("offline"));
    await uplink.open();
    listeners.refused("ticket-expired");
    await vi.advanceTimersByTimeAsync(600);
    expect(uplink.state.stopped).toBeNull();
    expect(socket.connects).toBe(2);
  });
});

describe("the end of a session", () => {
  test("is told only after every batch is acknowledged, and again when the answer is lost", async () => {
    const { uplink, up, down, asked } = setUp();
    await uplink.open();
    up();
    await uplink.push(batch(0));
    const finished = uplink.finish();
    await settle();
    expect(asked.map((each) => each.event)).toEqual(["batch:push"]);
    asked[0]?.answer({ ok: true });
    await settle();
    expect(asked.map((each) => each.event)).toEqual(["batch:push", "session:finish"]);
    down();
    await vi.advanceTimersByTimeAsync(600);
    up();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.map((each) => each.event)).toEqual(["session:finish"]);
    asked[0]?.answer({ ok: true });
    await expect(finished).resolves.toBeUndefined();
  });

  test.each(["session-closed", "campaign-closed"] as const)(
    "by the server (%s) stops everything",
    async (code) => {
      const { uplink, up, asked } = setUp();
      await uplink.open();
      up();
      await uplink.push(batch(0));
      const drained = expect(uplink.drained()).rejects.toBeInstanceOf(UplinkStopped);
      asked[0]?.answer(refuse(code));
      await drained;
      expect(uplink.state.stopped).toBe(code);
    },
  );

  test("by a newer connection of the same session stops everything", async () => {
    const { uplink, up, listeners } = setUp();
    await uplink.open();
    up();
    listeners.overtaken();
    expect(uplink.state.stopped).toBe("overtaken");
  });
});
