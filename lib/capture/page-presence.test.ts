import { expect, test } from "vitest";
import { PagePresence } from "#lib/capture/page-presence.ts";

const at = (monotonicMs: number, wallMs = 1_000_000 + monotonicMs) => ({ monotonicMs, wallMs });

test("a page that is run in time tells nothing", () => {
  const presence = new PagePresence();
  expect([0, 100, 200, 1_500].map((ms) => presence.tick(at(ms)))).toEqual([null, null, null, null]);
});

test("a device that slept is told, also where its monotonic clock slept with it", () => {
  const presence = new PagePresence();
  presence.tick(at(0));
  expect(presence.tick(at(60_000))).toEqual({ kind: "slept", ms: 60_000 });
  expect(presence.tick(at(60_100, 1_500_000))).toEqual({ kind: "slept", ms: 440_000 });
  expect(presence.tick(at(60_200, 1_500_100))).toBeNull();
});

test("a clock that is set back is no sleep", () => {
  const presence = new PagePresence();
  presence.tick(at(0));
  expect(presence.tick(at(100, 5))).toBeNull();
});

test("a page that was left is told when it is seen again, and its held-back timers are no sleep", () => {
  const presence = new PagePresence();
  presence.tick(at(0));
  expect(presence.visibility(true, at(1_000), true)).toBeNull();
  expect(presence.tick(at(20_000))).toBeNull();
  expect(presence.visibility(false, at(30_000), true)).toEqual({
    kind: "tabLeft",
    ms: 29_000,
    watching: true,
  });
  expect(presence.tick(at(30_100))).toBeNull();
  expect(presence.visibility(false, at(30_200), false)).toBeNull();
});
