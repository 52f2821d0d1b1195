import type { ComparisonQuestion, PointSpan } from "#lib/analytics/cut-tally.ts";
import { secondsOfScene } from "#lib/analytics/scene-tally.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import type { CutPlan } from "#lib/protocol/campaign-setup.ts";
import { type Comparison, type ComparisonQuery, PERMUTATIONS } from "#lib/protocol/comparison.ts";
import { CURVES } from "#lib/protocol/curves.ts";
import { MIN_AUDIENCE, measuredSeconds } from "#lib/protocol/limits.ts";
import type { Scene } from "#lib/protocol/scenes.ts";
import type { Database } from "#lib/storage/database.ts";
import { readScenes } from "#lib/storage/scenes.ts";
import { chooseAudience } from "./chosen-audience.ts";
import { answerFromTracks, readingOf, seedOf, type TrackQuestion } from "./track-question.ts";
import { summaryQuestion } from "./video-summary.ts";

type ComparedCampaign = TrackQuestion<"comparison">["campaign"] & { cutPlan: CutPlan };
interface Cut {
  id: number;
  durationMs: number;
}
type Point = Comparison["points"][number];

/**
 * Two cuts of one campaign against each other: their curves, the difference with its band, the spans in which they
 * differ, and their headline measures. Equally long cuts second by second; others by scenes that are copies of each
 * other or share a name. Throws AppError "not-found" when the campaign has no such videos.
 */
export async function compareCuts(
  db: Database,
  campaign: ComparedCampaign,
  query: ComparisonQuery,
): Promise<Comparison> {
  const a = campaign.videos.find(({ id }) => id === query.a);
  const b = campaign.videos.find(({ id }) => id === query.b);
  if (!a || !b) throw new AppError("not-found");
  const audience = await chooseAudience(db, campaign.id, query);
  const { alignment, points } = await alignCuts(db, campaign.id, a, b);
  const { audience: asked, basis, measure, threshold } = query;
  const reading = readingOf(query);
  const question: ComparisonQuestion = {
    reading,
    design: campaign.cutPlan === "oneEach" ? "between" : "within",
    points: points.map((point) => ({ a: point.a, b: point.b })),
    joins: alignment === "seconds",
    // A threshold that is not asked for, as of means, changes no number.
    seed: seedOf(campaign.id, "compare", a.id, b.id, asked, basis, reading.threshold ?? measure),
  };
  const found = await answerFromTracks(db, {
    job: "comparison",
    campaign,
    audience,
    videoIds: [a.id, b.id],
    question,
  });
  const [ofA, ofB] = await Promise.all([
    chooseAudience(db, campaign.id, query, a.id),
    chooseAudience(db, campaign.id, query, b.id),
  ]);
  const pair = await answerFromTracks(db, {
    job: "headlinePair",
    campaign,
    audience,
    videoIds: [a.id, b.id],
    question: {
      a: summaryQuestion(campaign.id, { ...a, shownTo: ofA.sessions }, query),
      b: summaryQuestion(campaign.id, { ...b, shownTo: ofB.sessions }, query),
      design: question.design,
      seed: seedOf(campaign.id, "headline-pair", a.id, b.id, asked, basis),
    },
  });
  const tooFew = Math.min(found.viewersA, found.viewersB) < MIN_AUDIENCE;
  return {
    campaignId: campaign.id,
    audience: asked,
    countedAudience: audience.countedAudience,
    basis,
    measure,
    threshold,
    engineVersion: audience.engineVersion,
    segment: audience.segment,
    design: question.design,
    alignment,
    refusal: points.length === 0 ? "sceneMismatch" : tooFew ? "tooFewViewers" : null,
    viewersA: found.viewersA,
    viewersB: found.viewersB,
    permutedOf: found.permutedOf,
    points,
    curves: CURVES.map((curve, i) => ({ curve, points: found.curves[i]! })),
    spans: found.spans,
    permutations: PERMUTATIONS,
    seed: question.seed,
    summaryA: pair.summaryA,
    summaryB: pair.summaryB,
    headlineDifferences: pair.differences,
  };
}

async function alignCuts(
  db: Database,
  campaignId: number,
  a: Cut,
  b: Cut,
): Promise<Pick<Comparison, "alignment" | "points">> {
  const seconds = measuredSeconds(a.durationMs);
  if (seconds === measuredSeconds(b.durationMs)) {
    const points = Array.from({ length: seconds }, (_, second): Point => {
      const span = { startSecond: second, endSecond: second + 1 };
      return { label: null, a: span, b: span };
    });
    return { alignment: "seconds", points };
  }
  const others = await readScenes(db, campaignId, b.id);
  const points = (await readScenes(db, campaignId, a.id)).flatMap((scene): Point[] => {
    const other = counterpart(scene, others);
    return other ? [{ label: scene.label, a: secondsOf(scene, a), b: secondsOf(other, b) }] : [];
  });
  return { alignment: "scenes", points };
}

/** The same scene in the other cut: its copy, else the one of the same name; null when several have it. */
function counterpart(scene: Scene, others: readonly Scene[]): Scene | null {
  const copy = others.find(({ key }) => key === scene.key);
  if (copy) return copy;
  const name = (label: string) => label.trim().toLowerCase();
  const named = others.filter(({ label }) => name(label) === name(scene.label));
  return named.length === 1 ? named[0]! : null;
}

/** The scene's seconds, as the intent page has them, within what is measured of the cut. */
function secondsOf(scene: Scene, { durationMs }: Cut): PointSpan {
  const last = measuredSeconds(durationMs);
  const { from, to } = secondsOfScene(scene);
  return { startSecond: Math.min(last - 1, from), endSecond: Math.min(last, to) };
}
