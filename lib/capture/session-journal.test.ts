import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SessionJournal } from "#lib/capture/session-journal.ts";
import type { SessionEvent } from "#lib/protocol/session-events.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(outcomes: ("kept" | "refused" | "unreached")[] = []) {
  const sent: { events: SessionEvent[]; leaving: boolean }[] = [];
  const journal = new SessionJournal({
    zeroMs: 1_000,
    nowMs: () => Date.now() - START,
    send: async (events, leaving) => {
      sent.push({ events, leaving });
      return outcomes.shift() ?? "kept";
    },
  });
  return { journal, sent };
}
let START = 0;
beforeEach(() => {
  START = Date.now() - 5_000;
});

describe("the journal of a session", () => {
  test("sends what happened together, with times since the session's zero", async () => {
    const { journal, sent } = setUp();
    journal.note({ kind: "cameraLost", how: "muted" });
    await vi.advanceTimersByTimeAsync(20);
    journal.note({ kind: "cameraBack" });
    await vi.advanceTimersByTimeAsync(500);
    expect(sent).toEqual([
      {
        leaving: false,
        events: [
          { kind: "cameraLost", how: "muted", atMs: 4_000 },
          { kind: "cameraBack", atMs: 4_020 },
        ],
      },
    ]);
  });

  test("sends again until it is kept, and what came meanwhile too", async () => {
    const { journal, sent } = setUp(["unreached"]);
    journal.note({ kind: "cameraBack" });
    await vi.advanceTimersByTimeAsync(600);
    journal.note({ kind: "returned" });
    await vi.advanceTimersByTimeAsync(6_000);
    expect(sent.at(-1)?.events.map(({ kind }) => kind)).toEqual(["cameraBack", "returned"]);
    const before = sent.length;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent).toHaveLength(before);
  });

  test("a flush ends when everything is kept, and by time when nothing can be", async () => {
    const good = setUp();
    good.journal.note({ kind: "cameraBack" });
    await good.journal.flush();
    expect(good.sent).toHaveLength(1);
    const offline = setUp(Array.from({ length: 100 }, () => "unreached" as const));
    offline.journal.note({ kind: "cameraBack" });
    let ended = false;
    void offline.journal.flush().then(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(9_000);
    expect(ended).toBe(true);
  });

  test("hands what waits to the browser when the page goes, and takes nothing after", async () => {
    const { journal, sent } = setUp();
    journal.note({ kind: "ended", why: "left" });
    journal.close();
    journal.note({ kind: "cameraBack" });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([{ leaving: true, events: [{ kind: "ended", why: "left", atMs: 4_000 }] }]);
  });

  test("gives up what a closed session refuses", async () => {
    const { journal, sent } = setUp(["refused"]);
    journal.note({ kind: "cameraBack" });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent).toHaveLength(1);
  });
});
