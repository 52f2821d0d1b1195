import { beforeAll, expect, it } from "vitest";
import { emptyReason } from "#lib/chart/audience-words.ts";
import { momentsQuerySchema, momentsSchema } from "#lib/protocol/moments.ts";
import {
  type HeadlineName,
  type Overview,
  overviewQuerySchema,
  overviewSchema,
} from "#lib/protocol/overview.ts";
import { GRADES } from "#lib/protocol/segment.ts";
import type { ViewerSecond } from "#lib/protocol/viewer-second.ts";
import { noteSessionEvents } from "#lib/storage/session-events.ts";
import { createKnownAudience, type KnownAudience, type KnownViewer } from "#lib/testing/known-audience.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { campaignMoments } from "./campaign-moments.ts";
import { campaignOverview } from "./campaign-overview.ts";

const SECONDS = 12;
const HAPPY = 3;
const SURPRISE = 6;

describeOnEachDatabase("the overview of a campaign", (open) => {
  let known: KnownAudience;
  let overview: Overview;
  const campaign = () => ({ id: known.campaignId, videos: known.videos });
  beforeAll(async () => {
    known = await createKnownAudience(open(), {
      viewers: 80,
      seconds: [SECONDS],
      raise: (_, second) => (second === 7 ? 3_000 : 0),
    });
    overview = await campaignOverview(open(), campaign(), overviewQuerySchema.parse({ measure: "mean" }));
  });

  const counted = () => known.viewers.filter(({ excluded }) => !excluded).map(({ seconds }) => seconds[0]!);
  /** Mean over viewers in one second; NaN below five. */
  const mean = (second: number, read: (values: ViewerSecond) => number | null) => {
    const values = counted().flatMap((track) => {
      const value = track[second] ? read(track[second]) : null;
      return value === null ? [] : [value / 10_000];
    });
    return values.length < 5 ? Number.NaN : values.reduce((a, b) => a + b, 0) / values.length;
  };
  const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const all = Array.from({ length: SECONDS }, (_, second) => second);

  it("has the headline measures of a plain computation", () => {
    const happy = all.map((second) => mean(second, ({ corrected }) => corrected?.[HAPPY] ?? null));
    const surprise = all
      .slice(0, 8)
      .map((second) => mean(second, ({ corrected }) => corrected?.[SURPRISE] ?? null));
    const finished = known.viewers.filter(({ excluded }) => !excluded);
    const reached = (viewer: (typeof finished)[number]) =>
      viewer.finished ? SECONDS : lastSecond(viewer.seconds[0]!);
    const expected: Record<HeadlineName, number> = {
      attraction: Math.max(...surprise),
      peak: Math.max(...happy),
      end: average(happy.slice(-3)),
      peakEnd: (Math.max(...happy) + average(happy.slice(-3))) / 2,
      retention: average(all.map((second) => average(finished.map((v) => Number(reached(v) > second))))),
      completion: average(finished.map((viewer) => Number(reached(viewer) >= SECONDS))),
      interest: average(all.map((second) => mean(second, ({ interest }) => interest))),
      attention: average(all.map((second) => mean(second, ({ attention }) => attention))),
      valence: average(all.map((second) => mean(second, ({ valence }) => valence))),
    };
    for (const { name, estimate } of overview.summary!.headlines) {
      expect(estimate?.value, name).toBeCloseTo(expected[name], 10);
      expect(estimate!.low).toBeLessThan(estimate!.high);
    }
    expect(overview.summary!.headlines.find(({ name }) => name === "peak")?.second).toBe(7);
    expect(overviewSchema.parse(overview)).toEqual(overview);
  });

  it("accounts for every session that started", () => {
    const { started, watching, completed, droppedOut, withdrawn, excluded } = overview.funnel;
    expect(started).toBe(80);
    expect(completed).toBe(known.viewers.filter((v) => v.finished && !v.excluded).length);
    expect(excluded).toEqual([
      { reason: "Too dark", sessions: known.viewers.filter((v) => v.excluded).length },
    ]);
    expect(watching + completed + droppedOut + withdrawn + excluded[0]!.sessions).toBe(started);
    expect(watching).toBe(0);
  });

  it("says the same again, and something else when a session is excluded", async () => {
    const query = overviewQuerySchema.parse({ measure: "mean" });
    expect(await campaignOverview(open(), campaign(), query)).toEqual(overview);
    const viewer = known.viewers.find((v) => !v.excluded)!;
    await open().session.update({
      where: { id: viewer.sessionId },
      data: { excludedAt: new Date(), excludedReason: "Test" },
    });
    const after = await campaignOverview(open(), campaign(), query);
    expect(after.summary!.viewers).toBe(overview.summary!.viewers - 1);
    await open().session.update({
      where: { id: viewer.sessionId },
      data: { excludedAt: null, excludedReason: null },
    });
    expect(await campaignOverview(open(), campaign(), query)).toEqual(overview);
  });

  it("counts who may still be watching neither as lost nor as retained", async () => {
    const viewer = known.viewers.find((v) => !v.excluded && !v.finished)!;
    await open().session.update({ where: { id: viewer.sessionId }, data: { startedAt: new Date() } });
    const now = await campaignOverview(open(), campaign(), overviewQuerySchema.parse({}));
    expect(now.funnel).toMatchObject({ watching: 1, droppedOut: overview.funnel.droppedOut - 1 });
    expect(now.summary!.retention[0]!.n).toBe(overview.summary!.viewers - 1);
  });

  it("counts who has closed the page as gone at once, and as watching when they are back", async () => {
    const viewer = known.viewers.find((v) => !v.excluded && !v.finished)!;
    await open().session.update({ where: { id: viewer.sessionId }, data: { startedAt: new Date() } });
    const read = async () => {
      const { funnel, summary } = await campaignOverview(open(), campaign(), overviewQuerySchema.parse({}));
      return { watching: funnel.watching, decided: summary!.retention[0]!.n };
    };
    const { viewers } = overview.summary!;
    expect(await read()).toEqual({ watching: 1, decided: viewers - 1 });
    const ended = { kind: "ended", atMs: 9_000, why: "left" } as const;
    expect(await noteSessionEvents(open(), viewer.sessionId, [ended])).toBe(true);
    expect(await read()).toEqual({ watching: 0, decided: viewers });
    await noteSessionEvents(open(), viewer.sessionId, [{ kind: "returned", atMs: 12_000 }]);
    expect(await read()).toEqual({ watching: 1, decided: viewers - 1 });
  });

  it("tells a cut whose viewers are all excluded from one that nobody was shown yet", async () => {
    const cuts = await createKnownAudience(open(), {
      viewers: 12,
      seconds: [3, 3, 3],
      watches: (viewer) => [viewer % 2],
    });
    const ofSecond = cuts.viewers.filter((_, i) => i % 2 === 1).map(({ sessionId }) => sessionId);
    await open().session.updateMany({
      where: { id: { in: ofSecond } },
      data: { excludedAt: new Date(), excludedReason: "Too dark" },
    });
    const read = (video: number, asked: Record<string, string> = {}) =>
      campaignOverview(
        open(),
        { id: cuts.campaignId, videos: cuts.videos },
        overviewQuerySchema.parse({ ...asked, videoId: cuts.videos[video]!.id }),
      );
    const excluded = cuts.viewers.filter((viewer, i) => i % 2 === 0 && viewer.excluded).length;
    expect(await read(0)).toMatchObject({ sessions: 6 - excluded, excluded, audienceSessions: 6 - excluded });
    expect(emptyReason(await read(1))).toBe("excluded");
    expect(await read(1)).toMatchObject({ sessions: 0, excluded: 6, summary: { viewers: 0 } });
    expect(emptyReason(await read(2))).toBe("audience");
    const never = JSON.stringify({ variable: "age", in: ["no such age"] });
    expect(emptyReason(await read(0, { segment: never }))).toBe("segment");
  });

  it("counts the grades of a video's viewers, by audience and segment", async () => {
    const cuts = await createKnownAudience(open(), {
      viewers: 60,
      seconds: [3, 3],
      watches: (viewer) => [viewer % 2],
      simulated: (viewer) => viewer % 5 === 0,
    });
    const unfinished = cuts.viewers.find((viewer) => !viewer.excluded && !viewer.simulated)!;
    await open().session.update({ where: { id: unfinished.sessionId }, data: { grade: null } });
    const gradesOf = async (video: number, asked: Record<string, string>) => {
      const query = overviewQuerySchema.parse({ ...asked, videoId: cuts.videos[video]!.id });
      const answer = await campaignOverview(open(), { id: cuts.campaignId, videos: cuts.videos }, query);
      return [answer.grades, answer.countedAudience];
    };
    const plain = (video: number, belongs: (viewer: KnownViewer) => boolean) => {
      const counted = cuts.viewers.filter(
        (viewer, i) => i % 2 === video && !viewer.excluded && belongs(viewer),
      );
      const graded = counted.filter((viewer) => viewer !== unfinished);
      return {
        graded: GRADES.map((grade) => graded.filter((viewer) => viewer.grade === grade).length),
        notGraded: counted.length - graded.length,
      };
    };
    const good = JSON.stringify({ grade: [4, 5] });
    const madeUp = JSON.stringify({ simulated: true });
    for (const video of [0, 1]) {
      const real = (viewer: KnownViewer) => !viewer.simulated;
      expect(await gradesOf(video, {})).toEqual([plain(video, real), "real"]);
      expect(await gradesOf(video, { audience: "simulated" })).toEqual([
        plain(video, ({ simulated }) => simulated),
        "simulated",
      ]);
      expect(await gradesOf(video, { segment: madeUp })).toEqual([
        plain(video, ({ simulated }) => simulated),
        "simulated",
      ]);
      expect(await gradesOf(video, { segment: good })).toEqual([
        plain(video, (v) => real(v) && v !== unfinished && [4, 5].includes(v.grade)),
        "real",
      ]);
    }
    expect(plain(0, () => true).notGraded + plain(1, () => true).notGraded).toBe(1);
  });

  it("finds the moment that was put there", async () => {
    const moments = await campaignMoments(open(), campaign(), momentsQuerySchema.parse({}));
    expect(momentsSchema.parse(moments)).toEqual(moments);
    expect(moments.moments[0]).toMatchObject({ curve: "happy", direction: "peak", second: 7 });
  });
});

/** One behind the last second that arrived. */
function lastSecond(track: readonly (ViewerSecond | null)[]): number {
  return track.findLastIndex((second) => second !== null) + 1;
}
