import fc from "fast-check";
import { expect, it } from "vitest";
import { type AudienceSums, addViewerSecond, emptySums } from "#lib/analytics/audience-sums.ts";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { unpackSums } from "#lib/analytics/pack-sums.ts";
import { viewerSecond } from "#lib/analytics/viewer-second.ts";
import { decodeBatch, encodeBatch } from "#lib/protocol/batch-codec.ts";
import { packViewerSecond, unpackViewerSecond } from "#lib/protocol/viewer-second.ts";
import { unpackViewerTrack } from "#lib/protocol/viewer-track.ts";
import { recomputeSums } from "#lib/reports/recompute-sums.ts";
import { CutOff, cutOffAfter } from "#lib/testing/cut-off.ts";
import { createFieldwork, createSession } from "#lib/testing/fieldwork.ts";
import { LAUGHING_SCORES, sampleAt, tenSamples } from "#lib/testing/samples.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { appendBatches, type NewBatch } from "./append-batches.ts";
import { compactSession } from "./compact-session.ts";
import type { Database } from "./database.ts";
import { excludeSession, includeSession } from "./exclude-session.ts";
import { finishSession } from "./finish-session.ts";
import { foldVideo } from "./fold-video.ts";
import { registerWriter } from "./register-writer.ts";
import { storedSeconds } from "./stored-seconds.ts";
import { withdrawSession } from "./withdraw-session.ts";

const VIEWERS = 4;
const SECONDS = 5;
/** Long enough to find a fault by repetition over the days, short enough for every run. */
const TIME_LIMIT_MS = 8_000;

const BASELINE = [0, 0, 0, 2_000, 8_000, 0, 0];
/** What a second may have shown; a batch that comes again may carry another, and must not count. */
const CONTENTS = [
  (second: number) => tenSamples(second, { scores: LAUGHING_SCORES }),
  (second: number) => tenSamples(second),
  (second: number) => tenSamples(second, { state: "noFace", scores: null }),
  (second: number) => [sampleAt(second * 1000 + 10), sampleAt(second * 1000 + 400, { state: "tooDark" })],
  () => [],
];

const viewer = fc.nat(VIEWERS - 1);
const arrivals = fc.array(
  fc.record({ viewer, second: fc.nat(SECONDS - 1), content: fc.nat(CONTENTS.length - 1) }),
  { minLength: 1, maxLength: 4 },
);
const of = <What extends string>(what: What) => fc.record({ what: fc.constant(what), viewer });
/** A statement of a transaction before which the process ends. */
const statement = fc.nat(7);
const event = fc.oneof(
  { weight: 8, arbitrary: fc.record({ what: fc.constant("arrive" as const), batches: arrivals }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant("fold" as const) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("crashInFold" as const), statement }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("foldTwice" as const), batches: arrivals }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("restart" as const) }) },
  { weight: 2, arbitrary: of("exclude") },
  { weight: 2, arbitrary: of("include") },
  { weight: 1, arbitrary: of("withdraw") },
  { weight: 2, arbitrary: of("finish") },
  { weight: 2, arbitrary: of("compact") },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant("crashInCompaction" as const), viewer, statement }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("crashInRemoval" as const),
      viewer,
      statement,
      withdraw: fc.boolean(),
    }),
  },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;
type Arrival = typeof arrivals extends fc.Arbitrary<(infer T)[]> ? T : never;

/** What must be true, kept in the plainest way: who sent what first, and what became of them. */
interface Viewer {
  sessionId: number;
  cellId: number;
  state: "open" | "finished" | "withdrawn";
  excluded: boolean;
  /** Its batches are in one packed row. */
  packed: boolean;
  seconds: Map<number, Uint8Array>;
}

class History {
  readonly viewers: Viewer[] = [];
  videoId = 0;
  writer = 0;
  nextSeq = 1n;

  constructor(readonly db: Database) {}

  async begin(): Promise<void> {
    const fieldwork = await createFieldwork(this.db, { sessions: 0 });
    this.videoId = fieldwork.videoId;
    const { id: otherCellId } = await this.db.segmentCell.create({
      data: {
        campaignId: fieldwork.campaignId,
        simulated: false,
        engineVersion: "human-3.3.6/emotion",
        variablesKey: "x",
      },
    });
    for (let i = 0; i < VIEWERS; i++) {
      const cellId = i % 2 === 0 ? fieldwork.cellId : otherCellId;
      const sessionId = await createSession(this.db, { ...fieldwork, cellId });
      this.viewers.push({
        sessionId,
        cellId,
        state: "open",
        excluded: false,
        packed: false,
        seconds: new Map(),
      });
    }
    await this.restart();
  }

  async play(step: Event): Promise<void> {
    if (step.what === "arrive") await this.arrive(step.batches);
    else if (step.what === "fold") await foldVideo(this.db, this.videoId, addPacked);
    else if (step.what === "foldTwice") await this.allAtOnce(step.batches);
    else if (step.what === "restart") await this.restart();
    else if (step.what === "crashInFold") {
      await survive(foldVideo(cutOffAfter(this.db, step.statement), this.videoId, addPacked));
    } else await this.change(step);
  }

  /** Both folds, which only one may win, while batches arrive. */
  private async allAtOnce(batches: readonly Arrival[]): Promise<void> {
    await Promise.all([
      foldVideo(this.db, this.videoId, addPacked),
      this.arrive(batches),
      foldVideo(this.db, this.videoId, addPacked),
    ]);
  }

  private async restart(): Promise<void> {
    this.writer = await registerWriter(this.db);
    this.nextSeq = 1n;
  }

  private async arrive(batches: readonly Arrival[]): Promise<void> {
    const rows = batches.map((batch) => this.rowOf(batch));
    const firstSeq = this.nextSeq;
    this.nextSeq += BigInt(rows.length);
    const outcomes = await appendBatches(this.db, this.writer, firstSeq, rows);
    for (const [i, { viewer, second }] of batches.entries()) {
      const { state, seconds, packed } = this.viewers[viewer]!;
      expect(outcomes[i]).toBe(
        seconds.has(second) && !packed ? "repeated" : state === "open" ? "stored" : "closed",
      );
      if (state === "open" && !seconds.has(second)) seconds.set(second, rows[i]!.values);
    }
  }

  private rowOf({ viewer, second, content }: Arrival): NewBatch {
    const samples = CONTENTS[content]!(second);
    const payload = encodeBatch({
      segment: 1,
      second,
      engineId: 0,
      droppedFrames: 0,
      stalledMs: 0,
      samples,
    });
    // As ingest does it: from the bytes, which do not carry every digit.
    const values = packViewerSecond(viewerSecond(decodeBatch(payload).samples, second, BASELINE));
    return {
      sessionId: this.viewers[viewer]!.sessionId,
      segment: 1,
      second,
      videoId: this.videoId,
      payload,
      values,
    };
  }

  private async change(
    step: Exclude<Event, { what: "arrive" | "fold" | "foldTwice" | "restart" | "crashInFold" }>,
  ): Promise<void> {
    const is = this.viewers[step.viewer]!;
    const { db } = this;
    if (step.what === "crashInRemoval") {
      const crashing = cutOffAfter(db, step.statement);
      const removal = step.withdraw
        ? withdrawSession(crashing, is.sessionId, subtractPacked)
        : excludeSession(crashing, is.sessionId, "test", subtractPacked);
      if (!(await survive(removal))) return;
      // It has fewer statements than that, and so was done.
      if (step.withdraw) this.withdrawn(is);
      else is.excluded ||= is.state !== "withdrawn";
    } else if (step.what === "compact") {
      const outcome = await compactSession(db, is.sessionId);
      const hasBatches = is.state === "finished" && !is.packed && is.seconds.size > 0;
      // It waits for the fold; how far that is, the plain count does not know.
      expect(hasBatches ? ["packed", "unfolded"] : ["nothing"]).toContain(outcome);
      is.packed ||= outcome === "packed";
    } else if (step.what === "crashInCompaction") {
      await survive(compactSession(cutOffAfter(db, step.statement), is.sessionId));
      is.packed = (await db.packedSession.count({ where: { sessionId: is.sessionId } })) > 0;
    } else if (step.what === "exclude") {
      const changes = is.state !== "withdrawn" && !is.excluded;
      expect(await excludeSession(db, is.sessionId, "test", subtractPacked)).toBe(changes);
      is.excluded ||= changes;
    } else if (step.what === "include") {
      const changes = is.state !== "withdrawn" && is.excluded;
      expect(await includeSession(db, is.sessionId, addPacked)).toBe(changes);
      if (changes) is.excluded = false;
    } else if (step.what === "withdraw") {
      const { videoIds } = await withdrawSession(db, is.sessionId, subtractPacked);
      expect(videoIds).toEqual(is.state === "withdrawn" ? [] : [this.videoId]);
      this.withdrawn(is);
    } else {
      const outcome = await finishSession(db, is.sessionId);
      expect(outcome).toBe(is.state === "withdrawn" ? "withdrawn" : "finished");
      if (is.state === "open") is.state = "finished";
    }
  }

  private withdrawn(is: Viewer): void {
    is.state = "withdrawn";
    is.packed = false;
    is.seconds.clear();
  }

  /** By cell and second, of everybody who counts. */
  sums(): Map<string, AudienceSums> {
    const sums = new Map<string, AudienceSums>();
    for (const { cellId, excluded, seconds } of this.viewers) {
      if (excluded) continue;
      for (const [second, values] of seconds) {
        const key = `${cellId}/${second}`;
        const target = sums.get(key) ?? emptySums();
        addViewerSecond(target, unpackViewerSecond(values));
        sums.set(key, target);
      }
    }
    return sums;
  }

  /** What the database says, in the same words. */
  async storedSums(): Promise<Map<string, AudienceSums>> {
    const rows = await this.db.audienceSecond.findMany({ where: { videoId: this.videoId } });
    const sums = rows.map((row) => [`${row.cellId}/${row.second}`, unpackSums(row.sums)] as const);
    return new Map(sums.filter(([, { reached }]) => reached > 0));
  }
}

/** Whether it was done: false when it crashed. */
async function survive(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof CutOff) return false;
    throw error;
  }
}

describeOnEachDatabase("any history of what may become of viewers and of the server", (open) => {
  it("leaves the sums, seconds and tracks that a plain count gives", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 8, maxLength: 30 }), async (steps) => {
        const history = new History(open());
        await history.begin();
        for (const step of steps) await history.play(step);
        await foldVideo(open(), history.videoId, addPacked);
        expect(await history.storedSums()).toEqual(history.sums());
        for (const { sessionId, state, seconds } of history.viewers) {
          const stored = await storedSeconds(open(), sessionId);
          expect(stored).toEqual(seconds.size === 0 ? {} : { 1: [...seconds.keys()].sort((a, b) => a - b) });
          const tracks = await open().viewerTrack.findMany({ where: { sessionId } });
          const track = tracks[0] ? unpackViewerTrack(tracks[0].payload) : [];
          const expected = state === "finished" ? seconds : new Map<number, Uint8Array>();
          expect(new Map([...track.entries()].filter(([, second]) => second !== null))).toEqual(
            new Map([...expected].map(([second, values]) => [second, unpackViewerSecond(values)])),
          );
        }
      }),
      { numRuns: 40, interruptAfterTimeLimit: TIME_LIMIT_MS },
    );
    // And what `npm run verify` says of all of them together.
    const { differences, batches } = await recomputeSums(open());
    expect(differences).toEqual([]);
    expect(batches).toBeGreaterThan(0);
  }, 90_000);
});
