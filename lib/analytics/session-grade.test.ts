import { describe, expect, it } from "vitest";
import { DEFAULT_QUALITY, qualitySettingsOf, type SessionMeasures } from "#lib/protocol/quality.ts";
import { sessionGrade } from "./session-grade.ts";

const FINE: SessionMeasures = {
  seconds: 30,
  validSeconds: 29,
  coverage: 29 / 30,
  samplesPerSecond: 14.6,
  brightness: 0.5,
  contrast: 0.5,
  faceSize: 0.35,
  mouthOpening: 0.05,
  blinksPerMinute: 14,
  stalledMs: 200,
  stalledShare: 200 / 30_000,
  tabSwitches: 0,
  trackBreaks: 0,
  baselineRefusal: null,
  memoryStorage: false,
};

const graded = (changes: Partial<SessionMeasures>, settings = DEFAULT_QUALITY) =>
  sessionGrade({ ...FINE, ...changes }, settings);

describe("a session's grade", () => {
  it("is 6 without a reason when there is nothing to object", () => {
    expect(graded({})).toEqual({ grade: 6, reasons: [] });
  });

  it.each<[string, Partial<SessionMeasures>, number, string]>([
    ["little coverage", { coverage: 0.7 }, 5, "coverage"],
    ["very little coverage", { coverage: 0.5 }, 4, "coverage"],
    ["hardly any coverage", { coverage: 0.2 }, 1, "coverage"],
    ["few samples a second", { samplesPerSecond: 5 }, 5, "sampleRate"],
    ["hardly any samples a second", { samplesPerSecond: 2 }, 4, "sampleRate"],
    ["a dim room", { brightness: 0.15 }, 5, "light"],
    ["a dark room", { brightness: 0.08 }, 4, "light"],
    ["a flat picture", { contrast: 0.05 }, 4, "contrast"],
    ["a small face", { faceSize: 0.14 }, 5, "faceSize"],
    ["no baseline", { baselineRefusal: "neutralNotLargest" }, 5, "baseline"],
    ["a video that stood", { stalledShare: 0.1 }, 5, "stalls"],
    ["a video that stood for long", { stalledShare: 0.5 }, 4, "stalls"],
    ["a tab that was left", { tabSwitches: 1 }, 5, "tabSwitches"],
    ["a tab that was left again and again", { tabSwitches: 4 }, 4, "tabSwitches"],
    ["a face that may be another's", { trackBreaks: 1 }, 5, "trackBreaks"],
  ])("loses points for %s and says so", (_, changes, grade, reason) => {
    const result = graded(changes);
    expect(result.grade).toBe(grade);
    expect(result.reasons.map((each) => each.reason)).toEqual([reason]);
    expect(result.reasons[0]?.points).toBe(6 - grade);
  });

  it("loses points for each, the costliest first, and is 1 only when hardly anything is covered", () => {
    const many = graded({ brightness: 0.15, stalledShare: 0.5, tabSwitches: 1 });
    expect(many.grade).toBe(2);
    expect(many.reasons.map(({ reason }) => reason)).toEqual(["stalls", "light", "tabSwitches"]);
    const poor = { brightness: 0.15, stalledShare: 0.5, tabSwitches: 9, faceSize: 0.1, contrast: 0 };
    expect(graded({ ...poor, coverage: 0.3 }).grade).toBe(2);
    expect(graded({ ...poor, coverage: 0.2 }).grade).toBe(1);
  });

  it("says that unsent seconds were kept in memory only, without taking a point for it", () => {
    expect(graded({ memoryStorage: true })).toEqual({
      grade: 6,
      reasons: [{ reason: "memoryStorage", points: 0, value: null }],
    });
  });

  it("takes nothing for what could not be measured: the coverage says it", () => {
    const nothing = { coverage: 0, samplesPerSecond: null, brightness: null, contrast: null, faceSize: null };
    expect(graded(nothing).reasons.map(({ reason }) => reason)).toEqual(["coverage"]);
  });

  it("follows the campaign's own thresholds", () => {
    const strict = qualitySettingsOf({ coverage: { good: 0.98, poor: 0.97 }, lowestGrade: 4 });
    expect(graded({}, strict).grade).toBe(4);
    expect(strict.samplesPerSecond).toEqual(DEFAULT_QUALITY.samplesPerSecond);
    expect(qualitySettingsOf("nonsense")).toEqual(DEFAULT_QUALITY);
  });
});
