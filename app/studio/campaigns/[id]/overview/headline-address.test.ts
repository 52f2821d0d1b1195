import { expect, it } from "vitest";
import { DEFAULT_SELECTION, readSelection } from "#lib/chart/selection.ts";
import type { VideoSummary } from "#lib/protocol/overview.ts";
import { headlineAddress } from "./headline-address.ts";

it("leads to the second of the film that the headline is about, not of the first one", () => {
  const ofCutB = { audience: "simulated", summary: { videoId: 2 } as VideoSummary } as const;
  const query = headlineAddress({ ...DEFAULT_SELECTION, segments: [7] }, ofCutB, 12);
  expect(readSelection(new URLSearchParams(query))).toEqual({
    ...DEFAULT_SELECTION,
    audience: "simulated",
    videoId: 2,
    segments: [7],
    at: 12,
  });
});
