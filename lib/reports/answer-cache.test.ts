import { expect, it } from "vitest";
import { cachedAnswer } from "./answer-cache.ts";

/** A question whose computing takes `tookMs` of a clock that only the test moves. */
function asked(question: string, tookMs: number) {
  const clock = { nowMs: 0 };
  let computed = 0;
  const ask = (grown: number, { removed = "", mayLag = false } = {}) =>
    cachedAnswer(
      question,
      { mark: { grown: String(grown), removed }, mayLag, now: () => clock.nowMs },
      async () => {
        clock.nowMs += tookMs;
        return ++computed;
      },
    );
  return { clock, ask };
}

it("an answer is kept until a number behind it may have changed", async () => {
  const { ask } = asked("kept", 100);
  expect([await ask(1), await ask(1), await ask(2), await ask(2)]).toEqual([1, 1, 2, 2]);
});

it("one that may lag is computed again after ten times what it took, and after half a minute at the latest", async () => {
  const quick = asked("lags", 100);
  expect(await quick.ask(1, { mayLag: true })).toBe(1);
  expect(await quick.ask(2, { mayLag: true })).toBe(1);
  quick.clock.nowMs = 999;
  expect(await quick.ask(3, { mayLag: true })).toBe(1);
  quick.clock.nowMs = 1_000;
  expect(await quick.ask(3, { mayLag: true })).toBe(2);
  const slow = asked("lags long", 20_000);
  expect(await slow.ask(1, { mayLag: true })).toBe(1);
  slow.clock.nowMs = 30_000;
  expect(await slow.ask(2, { mayLag: true })).toBe(2);
});

it("one that may lag holds nobody who was excluded or has withdrawn, and does not lag for who may not", async () => {
  const { ask } = asked("removed", 100);
  expect(await ask(1, { mayLag: true })).toBe(1);
  expect(await ask(1, { mayLag: true, removed: "7" })).toBe(2);
  expect(await ask(2, { mayLag: false, removed: "7" })).toBe(3);
});

it("one that may lag is computed once at a time", async () => {
  let computed = 0;
  let end = () => {};
  const ask = (grown: string) =>
    cachedAnswer("at a time", { mark: { grown, removed: "" }, mayLag: true }, async () => {
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      return ++computed;
    });
  const first = ask("1");
  const second = ask("2");
  end();
  expect([await first, await second]).toEqual([1, 1]);
});
