import { z } from "zod";
import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import { measuredSeconds, SCALE } from "#lib/protocol/limits.ts";
import type { Respondent, RespondentSecond } from "#lib/protocol/respondent.ts";
import { unpackViewerSecond, type ViewerSecond } from "#lib/protocol/viewer-second.ts";
import type { Database } from "#lib/storage/database.ts";
import { readRespondent } from "#lib/storage/read-respondent.ts";
import { NOTHING_RECEIVED, readSessionSeconds } from "#lib/storage/session-losses.ts";

/**
 * One respondent's own curve over a video shown to them, the first unless another place is asked for; null when the
 * campaign has no such session, it was withdrawn or was not shown so many. Seconds up to the last one received; one missing in between is `notMeasured`.
 */
export async function respondentTimeline(
  db: Database,
  campaignId: number,
  publicId: string,
  segment = 1,
): Promise<Respondent | null> {
  if (!z.uuid().safeParse(publicId).success) return null;
  const stored = await readRespondent(db, campaignId, publicId, segment);
  if (!stored) return null;
  const { sessionId, seconds, startedAt, finishedAt, baseline, consent, exclusions, ...shown } = stored;
  const ofAllFilms = await readSessionSeconds(db, [sessionId]);
  const measured = measuredSeconds(stored.durationMs);
  const received = new Map(
    seconds
      .filter(({ second }) => second < measured)
      .map(({ second, values }) => [second, unpackViewerSecond(values)] as const),
  );
  return {
    ...shown,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    exclusions: exclusions.map(({ decidedAt, ...decision }) => ({
      ...decision,
      decidedAt: decidedAt.toISOString(),
    })),
    consent: consent && { ...consent, decidedAt: consent.decidedAt.toISOString() },
    baseline: baseline.length === EXPRESSION_COUNT ? baseline.map(unit) : null,
    seconds: Array.from({ length: Math.max(-1, ...received.keys()) + 1 }, (_, second) =>
      respondentSecond(second, received.get(second)),
    ),
    allFilms: ofAllFilms.get(sessionId) ?? NOTHING_RECEIVED,
  };
}

function respondentSecond(second: number, values: ViewerSecond | undefined): RespondentSecond {
  if (!values) {
    return {
      second,
      coverage: 0,
      loss: "notMeasured",
      raw: null,
      corrected: null,
      valence: null,
      attention: null,
    };
  }
  return {
    second,
    coverage: unit(values.coverage),
    loss: values.loss,
    raw: values.raw?.map(unit) ?? null,
    corrected: values.corrected?.map(unit) ?? null,
    valence: values.valence === null ? null : unit(values.valence),
    attention: values.attention === null ? null : unit(values.attention),
  };
}

function unit(tenThousandths: number): number {
  return tenThousandths / SCALE;
}
