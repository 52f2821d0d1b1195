import fc from "fast-check";
import { expect, it } from "vitest";
import { type AudienceSums, addViewerSecond, emptySums } from "#lib/analytics/audience-sums.ts";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { unpackSums } from "#lib/analytics/pack-sums.ts";
import { unpackViewerSecond } from "#lib/protocol/viewer-second.ts";
import { batchOf, createFieldwork, type Fieldwork } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { anyViewerSecond } from "#lib/testing/viewer-seconds.ts";
import { appendBatches } from "./append-batches.ts";
import type { Database } from "./database.ts";
import { excludeSession, includeSession } from "./exclude-session.ts";
import { foldVideo } from "./fold-video.ts";
import { registerWriter } from "./register-writer.ts";

const SESSIONS = 2;
const SECONDS = 5;

const viewer = fc.nat(SESSIONS - 1);
const arrival = fc.record({ viewer, second: fc.nat(SECONDS - 1), values: anyViewerSecond });
/** One thing that may happen. A batch that arrives where one is already is a repetition, whatever it carries. */
const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant("arrive" as const),
      batches: fc.array(arrival, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("fold" as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("crashInFold" as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("restart" as const) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("exclude" as const), viewer }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("include" as const), viewer }) },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** What must be true, kept in the plainest way: who sent what first, and who is excluded. */
class Reference {
  readonly seconds = new Map<string, Uint8Array>();
  readonly excluded = new Set<number>();

  sums(): Map<number, AudienceSums> {
    const sums = new Map<number, AudienceSums>();
    for (const [key, values] of this.seconds) {
      const [viewerIndex, second] = key.split("/").map(Number) as [number, number];
      if (this.excluded.has(viewerIndex)) continue;
      const target = sums.get(second) ?? emptySums();
      addViewerSecond(target, unpackViewerSecond(values));
      sums.set(second, target);
    }
    return sums;
  }
}

async function play(db: Database, fieldwork: Fieldwork, history: readonly Event[]): Promise<Reference> {
  const reference = new Reference();
  let writer = await registerWriter(db);
  let nextSeq = 1n;
  const crash = () => {
    throw new Error("crash");
  };
  for (const step of history) {
    if (step.what === "arrive") {
      const rows = step.batches.map(({ viewer: index, second, values }) =>
        batchOf(fieldwork, fieldwork.sessionIds[index]!, second, values),
      );
      await appendBatches(db, writer, nextSeq, rows);
      nextSeq += BigInt(rows.length);
      for (const [i, { viewer: index, second }] of step.batches.entries()) {
        const key = `${index}/${second}`;
        if (!reference.seconds.has(key)) reference.seconds.set(key, rows[i]!.values);
      }
    } else if (step.what === "fold") {
      await foldVideo(db, fieldwork.videoId, addPacked);
    } else if (step.what === "crashInFold") {
      await foldVideo(db, fieldwork.videoId, crash).catch(() => {});
    } else if (step.what === "restart") {
      writer = await registerWriter(db);
      nextSeq = 1n;
    } else {
      const sessionId = fieldwork.sessionIds[step.viewer]!;
      const was = reference.excluded.has(step.viewer);
      const changed =
        step.what === "exclude"
          ? await excludeSession(db, sessionId, "test", subtractPacked)
          : await includeSession(db, sessionId, addPacked);
      expect(changed).toBe(step.what === "exclude" ? !was : was);
      if (step.what === "exclude") reference.excluded.add(step.viewer);
      else reference.excluded.delete(step.viewer);
    }
  }
  return reference;
}

describeOnEachDatabase(
  "any history of arrivals, repetitions, folds, crashes, restarts and exclusions",
  (open) => {
    it("leaves the sums that a plain count gives", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(event, { minLength: 6, maxLength: 20 }), async (history) => {
          const fieldwork = await createFieldwork(open(), { sessions: SESSIONS });
          const reference = await play(open(), fieldwork, history);
          await foldVideo(open(), fieldwork.videoId, addPacked);
          const rows = await open().audienceSecond.findMany({ where: { videoId: fieldwork.videoId } });
          const counted = rows
            .map(({ second, sums }) => [second, unpackSums(sums)] as const)
            .filter(([, sums]) => sums.reached > 0);
          expect(new Map(counted)).toEqual(reference.sums());
        }),
        { numRuns: 30 },
      );
    }, 120_000);
  },
);
