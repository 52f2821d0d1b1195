import { achievedOf, changeOf, type SceneMeans, secondsOfScene } from "#lib/analytics/scene-tally.ts";
import { targetVerdict } from "#lib/analytics/target-verdict.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { type CountedAudience, countedTogether } from "#lib/protocol/counted-audience.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import type { Intent, IntentQuery, TestedTarget } from "#lib/protocol/intent.ts";
import { measuredSeconds } from "#lib/protocol/limits.ts";
import type { Scene, SceneTarget } from "#lib/protocol/scenes.ts";
import type { SegmentExpression } from "#lib/protocol/segment.ts";
import type { Database } from "#lib/storage/database.ts";
import { findCampaignOf } from "#lib/storage/find-campaign.ts";
import { readOtherCuts } from "#lib/storage/other-cuts.ts";
import { readScenes } from "#lib/storage/scenes.ts";
import { chooseAudience } from "./chosen-audience.ts";
import { answerFromTracks, type TrackQuestion } from "./track-question.ts";

type TestedCampaign = TrackQuestion<"scenes">["campaign"] & { organisationId: number };

interface CountedMeans extends SceneMeans {
  countedAudience: CountedAudience;
}

/** A cut with its scenes, and how the means of these are asked for. */
interface Cut {
  scenes: readonly Scene[];
  meansOf: (segment: SegmentExpression | null) => Promise<CountedMeans>;
}

/**
 * What each scene of a cut is to achieve, what it did, and what changed against another cut of the organisation that
 * has the same scenes. Throws AppError "not-found" when the campaign has no such video or the other cut shares none.
 */
export async function sceneIntent(
  db: Database,
  campaign: TestedCampaign,
  query: IntentQuery,
): Promise<Intent> {
  const { audience, basis, threshold, videoId } = query;
  if (!campaign.videos.some(({ id }) => id === videoId)) throw new AppError("not-found");
  const whole = await chooseAudience(db, campaign.id, { audience, engine: query.engine, segment: undefined });
  // Both cuts are read by one engine: two models never stand in one comparison.
  const asked = { ...query, engine: whole.engineVersion ?? undefined };
  const otherCuts = await readOtherCuts(db, campaign.organisationId, videoId);
  const cut = await readCut(db, campaign, videoId, asked);
  const before = await readBefore(db, campaign.organisationId, otherCuts, asked);
  const scenes: Intent["scenes"] = [];
  for (const [index, scene] of cut.scenes.entries()) {
    const targets: TestedTarget[] = [];
    for (const target of scene.targets) targets.push(await tested(cut, index, target, before));
    scenes.push({ scene, targets });
  }
  return {
    campaignId: campaign.id,
    videoId,
    against: query.against ?? null,
    audience,
    countedAudience: countedTogether(
      whole.countedAudience,
      ...scenes.flatMap(({ targets }) => targets.map((target) => target.countedAudience)),
    ),
    basis,
    threshold,
    engineVersion: whole.engineVersion,
    viewers: cut.scenes.length === 0 ? whole.sessions : (await cut.meansOf(null)).viewers,
    scenes,
    otherCuts,
  };
}

async function tested(cut: Cut, at: number, target: SceneTarget, before: Cut | null): Promise<TestedTarget> {
  const segment = target.segment?.expression ?? null;
  const expression = EXPRESSIONS.indexOf(target.expression);
  const means = await cut.meansOf(segment);
  const achieved = achievedOf(means.sums[at]![expression]!);
  const there = before?.scenes.findIndex(({ key }) => key === cut.scenes[at]!.key) ?? -1;
  const meansThere = before && there !== -1 ? await before.meansOf(segment) : null;
  const earlier = meansThere && achievedOf(meansThere.sums[there]![expression]!);
  return {
    target,
    countedAudience: countedTogether(
      means.countedAudience,
      ...(meansThere ? [meansThere.countedAudience] : []),
    ),
    achieved,
    verdict: targetVerdict(target, achieved.estimate),
    before: earlier,
    change: earlier && changeOf(achieved, earlier),
  };
}

async function readBefore(
  db: Database,
  organisationId: number,
  otherCuts: Intent["otherCuts"],
  query: IntentQuery,
): Promise<Cut | null> {
  if (query.against === undefined) return null;
  const known = otherCuts.find(({ videoId, shared }) => videoId === query.against && shared > 0);
  const campaign = known ? await findCampaignOf(db, organisationId, known.campaignId) : null;
  if (!known || !campaign) throw new AppError("not-found", "That cut has none of these scenes.");
  return readCut(db, campaign, known.videoId, query);
}

async function readCut(
  db: Database,
  campaign: TrackQuestion<"scenes">["campaign"],
  videoId: number,
  query: IntentQuery,
): Promise<Cut> {
  const scenes = await readScenes(db, campaign.id, videoId);
  const durationMs = campaign.videos.find(({ id }) => id === videoId)?.durationMs ?? 0;
  const question = {
    seconds: measuredSeconds(durationMs),
    scenes: scenes.map(secondsOfScene),
    reading: { basis: query.basis, threshold: query.threshold },
  };
  const known = new Map<string, Promise<CountedMeans>>();
  const ask = async (segment: SegmentExpression | null) => {
    const chosen = await chooseAudience(db, campaign.id, {
      audience: query.audience,
      engine: query.engine,
      segment: segment === null ? undefined : { expression: segment },
    });
    const asked = { campaign, audience: chosen, videoIds: [videoId], question } as const;
    const means = await answerFromTracks(db, { job: "scenes", ...asked });
    return { ...means, countedAudience: chosen.countedAudience };
  };
  const meansOf = (segment: SegmentExpression | null) => {
    const key = JSON.stringify(segment);
    const answer = known.get(key) ?? ask(segment);
    known.set(key, answer);
    return answer;
  };
  return { scenes, meansOf };
}
