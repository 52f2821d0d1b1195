import { cellBelongs, choosesAudience, isDecidedByCells } from "#lib/analytics/cell-segment.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { type CountedAudience, countedAudience } from "#lib/protocol/counted-audience.ts";
import type { SegmentExpression } from "#lib/protocol/segment.ts";
import type { TimelineQuery } from "#lib/protocol/timeline.ts";
import { countCellSessions, type SessionCounts } from "#lib/storage/count-cell-sessions.ts";
import { countShownByCell, type ShownCounts } from "#lib/storage/count-shown-sessions.ts";
import type { Database } from "#lib/storage/database.ts";
import { findSavedSegment } from "#lib/storage/find-saved-segment.ts";
import { type AudienceEngine, readAudienceEngines } from "#lib/storage/read-audience-engines.ts";
import { readSegmentCells, type SegmentCellFacts } from "#lib/storage/read-segment-cells.ts";
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

/**
 * Every count is of the whole campaign or, with `cutId`, of those who were shown this one of its videos; which engine is
 * chosen does not depend on it. Throws AppError "not-found" when the campaign has no such saved segment.
 */
export async function chooseAudience(
  db: Database,
  campaignId: number,
  query: Pick<TimelineQuery, "audience" | "engine" | "segment">,
  cutId: number | null = null,
): Promise<ChosenAudience> {
  const [all, shownByCell, segment] = await Promise.all([
    readAudienceEngines(db, campaignId),
    cutId === null ? null : countShownByCell(db, campaignId, cutId),
    expressionOf(db, campaignId, query.segment),
  ]);
  const engines = shownByCell === null ? all : all.map((engine) => ofCut(engine, shownByCell));
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
  const cells = await readSegmentCells(
    db,
    present.flatMap(({ cellIds }) => cellIds),
  );
  const belonging = cells.filter((cell) => !byCells || cellBelongs(cell, segment));
  const cellIds = belonging.map(({ id }) => id);
  const own = present.filter((engine) => engine.cellIds.some((id) => cellIds.includes(id)));
  const { simulatedSessions, ...counts } = !byCells
    ? await countTrackSessions(db, { campaignId, videoId: cutId, cellIds, segment })
    : shownByCell === null
      ? await countCellSessions(db, cellIds)
      : shownSessions(belonging, shownByCell);
  const engineVersion = own.map((engine) => engine.engineVersion).join(", ") || null;
  const counted = countedAudience({ ...counts, simulatedSessions }, query.audience);
  return { ...shown, ...counts, countedAudience: counted, engineVersion, cellIds, segment, byCells };
}

/** The engine with the counts of one cut in place of the campaign's. */
function ofCut(engine: AudienceEngine, shown: ReadonlyMap<number, ShownCounts>): AudienceEngine {
  return { ...engine, ...sumOfCells(engine.cellIds, shown) };
}

/** What `countCellSessions` says, of those who were shown one cut. */
function shownSessions(
  cells: readonly SegmentCellFacts[],
  shown: ReadonlyMap<number, ShownCounts>,
): SessionCounts {
  const idsOf = (some: readonly SegmentCellFacts[]) => some.map(({ id }) => id);
  const simulated = cells.filter((cell) => cell.simulated);
  return {
    ...sumOfCells(idsOf(cells), shown),
    simulatedSessions: sumOfCells(idsOf(simulated), shown).sessions,
  };
}

function sumOfCells(cellIds: readonly number[], shown: ReadonlyMap<number, ShownCounts>): ShownCounts {
  const counts = cellIds.flatMap((id) => shown.get(id) ?? []);
  return {
    sessions: counts.reduce((sum, { sessions }) => sum + sessions, 0),
    excluded: counts.reduce((sum, { excluded }) => sum + excluded, 0),
  };
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
