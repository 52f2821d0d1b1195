import { cellBelongs, choosesAudience, isDecidedByCells } from "#lib/analytics/cell-segment.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { type CountedAudience, countedAudience } from "#lib/protocol/counted-audience.ts";
import type { SegmentExpression } from "#lib/protocol/segment.ts";
import type { TimelineQuery } from "#lib/protocol/timeline.ts";
import { countCellSessions } from "#lib/storage/count-cell-sessions.ts";
import type { Database } from "#lib/storage/database.ts";
import { findSavedSegment } from "#lib/storage/find-saved-segment.ts";
import { readAudienceEngines } from "#lib/storage/read-audience-engines.ts";
import { readSegmentCells } from "#lib/storage/read-segment-cells.ts";
import { countTrackSessions } from "#lib/storage/read-track-pages.ts";
import { chooseEngine } from "./choose-engine.ts";

/**
 * Whose numbers are shown: one audience and one engine, or the part of them that a segment names. `countedAudience` is
 * who is really among them.
 */
export interface ChosenAudience {
  countedAudience: CountedAudience;
  engineVersion: string | null;
  otherEngines: { engineVersion: string; sessions: number }[];
  otherAudienceSessions: number;
  /** Of the whole audience that was asked for, neither excluded nor withdrawn. */
  audienceSessions: number;
  /** Neither excluded nor withdrawn; and those that were excluded. */
  sessions: number;
  excluded: number;
  /** Cells in which they are counted; with a segment that cells decide, exactly its own. */
  cellIds: number[];
  segment: SegmentExpression | null;
  /** Whether the cells' sums answer for all of it, so that no track need be read. */
  byCells: boolean;
}

/** Throws AppError "not-found" when the campaign has no such saved segment. */
export async function chooseAudience(
  db: Database,
  campaignId: number,
  query: Pick<TimelineQuery, "audience" | "engine" | "segment">,
): Promise<ChosenAudience> {
  const [engines, segment] = await Promise.all([
    readAudienceEngines(db, campaignId),
    expressionOf(db, campaignId, query.segment),
  ]);
  const choice = chooseEngine(engines, query.audience, query.engine);
  const shown = {
    otherEngines: choice.others.map(({ engineVersion, sessions }) => ({ engineVersion, sessions })),
    otherAudienceSessions: choice.otherAudienceSessions,
    audienceSessions: choice.chosen?.sessions ?? 0,
  };
  if (segment === null) {
    const { engineVersion = null, sessions = 0, excluded = 0, cellIds = [] } = choice.chosen ?? {};
    const counted = { countedAudience: query.audience, sessions, excluded };
    return { ...shown, ...counted, engineVersion, cellIds, segment, byCells: true };
  }
  const chosen = choosesAudience(segment)
    ? (["real", "simulated"] as const).map((audience) => chooseEngine(engines, audience, undefined).chosen)
    : [choice.chosen];
  const present = chosen.filter((engine) => engine !== null);
  const byCells = isDecidedByCells(segment);
  const all = await readSegmentCells(
    db,
    present.flatMap(({ cellIds }) => cellIds),
  );
  const cellIds = all.filter((cell) => !byCells || cellBelongs(cell, segment)).map(({ id }) => id);
  const own = present.filter((engine) => engine.cellIds.some((id) => cellIds.includes(id)));
  const { simulatedSessions, ...counts } = byCells
    ? await countCellSessions(db, cellIds)
    : await countTrackSessions(db, { campaignId, cellIds, segment });
  const engineVersion = own.map((engine) => engine.engineVersion).join(", ") || null;
  const counted = countedAudience({ ...counts, simulatedSessions }, query.audience);
  return { ...shown, ...counts, countedAudience: counted, engineVersion, cellIds, segment, byCells };
}

async function expressionOf(
  db: Database,
  campaignId: number,
  asked: TimelineQuery["segment"],
): Promise<SegmentExpression | null> {
  if (asked === undefined) return null;
  if ("expression" in asked) return asked.expression;
  const saved = await findSavedSegment(db, campaignId, asked.savedId);
  if (!saved) throw new AppError("not-found", "The campaign has no such saved segment.");
  return saved;
}
