import { expect, test } from "vitest";
import { firstMissingSecond, missingParts } from "#lib/capture/missing-parts.ts";
import type { Stimulus } from "#lib/protocol/session-api.ts";

function video(segment: number, durationMs: number): Stimulus {
  return { segment, videoId: 10 + segment, title: "Film", url: "/f.mp4", mimeType: "video/mp4", durationMs };
}

test("a viewer goes on at the first second that is missing, be it a hole", () => {
  expect(firstMissingSecond(undefined, 3)).toBe(0);
  expect(firstMissingSecond([0, 1], 3)).toBe(2);
  expect(firstMissingSecond([0, 2], 3)).toBe(1);
  expect(firstMissingSecond([1, 2], 3)).toBe(0);
});

test("a video of which every measured second is stored is not shown again; the next one is, from its start", () => {
  const videos = [video(1, 3_400), video(2, 2_000)];
  expect(missingParts(videos, { 0: [0], 1: [0, 1, 2] })).toEqual([{ stimulus: videos[1], firstSecond: 0 }]);
  expect(missingParts(videos, { 1: [0, 1, 2], 2: [0, 1] })).toEqual([]);
  expect(missingParts(videos, {}).map(({ firstSecond }) => firstSecond)).toEqual([0, 0]);
});
