import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type ComparisonQuestion, type ComparisonResult, CutTally } from "#lib/analytics/cut-tally.ts";
import { seededRandom } from "#lib/analytics/seeded-random.ts";
import { twoSidedP } from "#lib/analytics/student-t.ts";
import type { TrackPage } from "#lib/analytics/track-page.ts";
import { createComputePool } from "#lib/compute/create-compute-pool.ts";
import type { JobPage } from "#lib/compute/jobs.ts";
import { CALLED_P, PERMUTATIONS } from "#lib/protocol/comparison.ts";
import { measureSchema } from "#lib/protocol/curves.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { SCALE } from "#lib/protocol/limits.ts";
import { timelineQuerySchema } from "#lib/protocol/timeline.ts";
import type { ViewerSecond } from "#lib/protocol/viewer-second.ts";
import type { Response } from "#lib/testing/expression-response.ts";
import { SYNTHETIC_TRACK, syntheticTrack } from "#lib/testing/synthetic-track.ts";
import { trackPage } from "#lib/testing/track-pages.ts";
import { machine, versions } from "./machine.ts";

type Measure = z.infer<typeof measureSchema>;

/** Simulated studies: both cuts move viewers by FILM; of the power's, cut b by an effect besides. */
const SIZE = { viewers: 60, seconds: 30 };
const NULL_STUDIES = 1_000;
const POWER_STUDIES = 200;
const FILM: readonly Response[] = [
  { expression: "surprise", startMs: 3_000, riseMs: 300, holdMs: 600, fadeMs: 800, strength: 2.4 },
  { expression: "happy", startMs: 6_000, riseMs: 800, holdMs: 2_000, fadeMs: 2_000, strength: 2 },
  { expression: "sad", startMs: 22_000, riseMs: 1_500, holdMs: 2_000, fadeMs: 1_500, strength: 1.4 },
];
/** Strengths of the effect, in logits of happy of a readily moved viewer; the ratio of the last one is the headline. */
const STRENGTHS = [0.5, 0.75, 1];
const effectOf = (strength: number): Response => ({
  expression: "happy",
  startMs: 13_000,
  riseMs: 1_000,
  holdMs: 6_000,
  fadeMs: 1_000,
  strength,
});
/** Seconds in which the effect lasts: what the t-test is told. */
const TRUE_SPAN = { from: 13, to: 21 };
const HAPPY = EXPRESSIONS.indexOf("happy");

/** Of `--measure share`: what a page begins with. */
const THRESHOLD = timelineQuerySchema.shape.threshold.parse(undefined);

const TIMED = { viewers: 500, seconds: 60, runs: 5 };
const BAR = { falsePositiveRate: 0.07, powerRatio: 0.85, secondsPerTest: 2, eventLoopMaxMs: 50 };

/**
 * `npm run bench -- compare`, or a part of it by `--only null,within,power,timed`; of the shares of viewers who react
 * by `--measure share`.
 *
 * How often the comparison of cuts calls a difference that is not there, how often it finds one that is, against
 * Welch's t-test of each viewer's mean over the true span (two-sided 5%), and what one test costs. The comparison is
 * the product's own, from packed tracks to called spans; it is told neither curve nor span.
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: PARTS.join(",") },
      measure: { type: "string", default: "mean" },
    },
  });
  const measure = measureSchema.parse(values.measure);
  const asked = z.array(z.enum(PARTS)).parse(values.only.split(","));
  const measuredOn = machine();
  const figures: object[] = [];
  for (const part of asked) {
    const startedMs = performance.now();
    const found = await MEASURE[part](measure);
    figures.push(found, { [`${part}Seconds`]: round((performance.now() - startedMs) / 1_000) });
    console.log(`${part}: ${JSON.stringify(found)}`);
  }
  return {
    bench: "compare",
    measure,
    ...Object.assign({}, ...figures),
    bar: BAR,
    simulations: { ...SIZE, null: NULL_STUDIES, effect: POWER_STUDIES, permutations: PERMUTATIONS },
    generator: { file: "lib/testing/synthetic-track.ts", ...SYNTHETIC_TRACK, effect: effectOf(1) },
    machine: measuredOn,
    versions: versions("piscina"),
  };
}

/** The run in parts, for a machine that is wanted by others: figures of one part do not depend on another. */
const PARTS = ["null", "within", "power", "timed"] as const;

const MEASURE: Record<(typeof PARTS)[number], (measure: Measure) => Promise<object>> = {
  async null(measure) {
    console.log(
      `${NULL_STUDIES} studies without an effect, of 2 x ${SIZE.viewers} viewers and ${SIZE.seconds} s.`,
    );
    const { called } = await countStudies("null", NULL_STUDIES, measure, "between", null);
    return { falsePositiveRate: called / NULL_STUDIES };
  },
  async within(measure) {
    console.log(`${NULL_STUDIES} studies without an effect, of ${SIZE.viewers} viewers who see both cuts.`);
    const { called } = await countStudies("null-within", NULL_STUDIES, measure, "within", null);
    return { falsePositiveRateWithin: called / NULL_STUDIES };
  },
  async power(measure) {
    const powers = [];
    for (const strength of STRENGTHS) {
      console.log(
        `${POWER_STUDIES} studies with an effect of ${strength} from second ${TRUE_SPAN.from} to ${TRUE_SPAN.to}.`,
      );
      powers.push(await powerOf(strength, measure));
    }
    return { powerRatio: powers.at(-1)?.ratio, powers };
  },
  async timed(measure) {
    console.log(
      `${TIMED.runs} tests of 2 x ${TIMED.viewers} viewers and ${TIMED.seconds} s beside the event loop.`,
    );
    return timeTests(measure);
  },
};

function round(value: number): number {
  return Number(value.toFixed(1));
}

/** Of studies with an effect: how often each test finds it, and how large it is in the audience. */
async function powerOf(strength: number, measure: Measure) {
  const { found, foundByT, difference } = await countStudies(
    `effect/${strength}`,
    POWER_STUDIES,
    measure,
    "between",
    effectOf(strength),
  );
  return {
    strength,
    meanDifferenceOfHappy: difference / POWER_STUDIES / SCALE,
    power: found / POWER_STUDIES,
    powerOfInformedT: foundByT / POWER_STUDIES,
    ratio: found / foundByT,
  };
}

interface Counts {
  /** Studies in which any difference was called. */
  called: number;
  /** Studies in which one was called that overlaps the true span. */
  found: number;
  foundByT: number;
  /** Sum over studies of b - a of the viewers' means of happy over the true span, 1/10,000. */
  difference: number;
}

async function countStudies(
  name: string,
  studies: number,
  measure: Measure,
  design: ComparisonQuestion["design"],
  effect: Response | null,
): Promise<Counts> {
  const counts: Counts = { called: 0, found: 0, foundByT: 0, difference: 0 };
  for (let study = 0; study < studies; study++) {
    const seed = `bench/compare/${name}/${study}`;
    const a = audience(`${seed}/a`, SIZE, FILM);
    const b = audience(`${seed}/b`, SIZE, effect ? [...FILM, effect] : FILM);
    const result = compare(
      questionOf(SIZE.seconds, measure, design, seed),
      trackPage(tracks(a)),
      trackPage(tracks(b)),
    );
    const called = result.spans.filter(({ p }) => p < CALLED_P);
    if (called.length > 0) counts.called++;
    if (called.some(({ from, to }) => from < TRUE_SPAN.to && to > TRUE_SPAN.from)) counts.found++;
    const informed = informedT(a, b);
    if (informed.p < CALLED_P) counts.foundByT++;
    counts.difference += informed.difference;
  }
  return counts;
}

const audience = (seed: string, { viewers, seconds }: typeof SIZE, responses: readonly Response[]) => {
  const random = seededRandom(seed);
  return Array.from({ length: viewers }, () => syntheticTrack(random, seconds, responses));
};

const tracks = (viewers: readonly ViewerSecond[][]) => viewers.map((seconds) => ({ seconds }));

function questionOf(
  seconds: number,
  measure: Measure,
  design: ComparisonQuestion["design"],
  seed: string,
): ComparisonQuestion {
  const points = Array.from({ length: seconds }, (_, second) => {
    const span = { startSecond: second, endSecond: second + 1 };
    return { a: span, b: span };
  });
  const threshold = measure === "share" ? THRESHOLD : null;
  return { reading: { basis: "corrected", threshold }, design, points, joins: true, seed };
}

function compare(question: ComparisonQuestion, a: TrackPage, b: TrackPage): ComparisonResult {
  const tally = new CutTally(question);
  tally.add(a, 0);
  tally.add(b, 1);
  return tally.finish();
}

/** Welch's t-test, two-sided, on each viewer's mean of happy over the true span. */
function informedT(a: readonly ViewerSecond[][], b: readonly ViewerSecond[][]) {
  const [x, y] = [a, b].map((viewers) => moments(viewers.flatMap(spanMean))) as [Moments, Moments];
  const [errorX, errorY] = [x.variance / x.n, y.variance / y.n];
  const error = errorX + errorY;
  const df = error ** 2 / (errorX ** 2 / (x.n - 1) + errorY ** 2 / (y.n - 1));
  const difference = y.mean - x.mean;
  return { p: twoSidedP(difference / Math.sqrt(error), df), difference };
}

function spanMean(seconds: readonly ViewerSecond[]): number[] {
  const values = seconds
    .slice(TRUE_SPAN.from, TRUE_SPAN.to)
    .flatMap(({ corrected }) => corrected?.[HAPPY] ?? []);
  return values.length === 0 ? [] : [values.reduce((sum, x) => sum + x, 0) / values.length];
}

interface Moments {
  n: number;
  mean: number;
  variance: number;
}

function moments(values: readonly number[]): Moments {
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  return { n, mean, variance: values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1) };
}

/** The server's own way: pages to a thread of the pool, while this thread's longest delay is watched. */
async function timeTests(measure: Measure) {
  const pool = createComputePool(1);
  const seconds: number[] = [];
  let eventLoopMaxMs = 0;
  try {
    for (let i = 0; i < TIMED.runs; i++) {
      const seed = `bench/compare/timed/${i}`;
      const pages = (["a", "b"] as const).map(
        (cut, video): JobPage => ({
          video: video === 0 ? 0 : 1,
          page: trackPage(tracks(audience(`${seed}/${cut}`, TIMED, FILM))),
        }),
      );
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const startedMs = performance.now();
      const source = (async function* () {
        yield* pages;
      })();
      await pool.run("comparison", questionOf(TIMED.seconds, measure, "between", seed), source);
      seconds.push((performance.now() - startedMs) / 1_000);
      delay.disable();
      eventLoopMaxMs = Math.max(eventLoopMaxMs, delay.max / 1e6);
    }
  } finally {
    await pool.close();
  }
  seconds.sort((x, y) => x - y);
  return {
    secondsPerTest: seconds[Math.floor(seconds.length / 2)],
    slowestSeconds: seconds.at(-1),
    eventLoopMaxMs,
  };
}
