/** A frame of a film as a few numbers: the mean brightness and colour of its tiles, 0..1. */
export interface FrameSignature {
  atMs: number;
  tiles: readonly number[];
}

export interface ProposedSpan {
  startMs: number;
  endMs: number;
}

/** No proposed scene is shorter: a flash or a fast pan is not a scene. */
export const SHORTEST_PROPOSAL_MS = 1_500;
/** Frames are compared across this time, so that a wipe or a cross-fade counts as one change. */
const LAG_MS = 600;
/** Least mean difference of the tiles that can be a cut. */
const LEAST_CHANGE = 0.045;
/** How many times the film's own usual change a cut is. */
const TIMES_USUAL = 3;

/**
 * Scenes between a film's own cuts. Each pair of frames LAG_MS apart is compared tile by tile; a cut is the largest
 * change around, at least LEAST_CHANGE and TIMES_USUAL times the film's median change. A proposal, to be looked at:
 * a pan can look like a cut, and a cut between like pictures is not seen.
 */
export function proposeScenes(frames: readonly FrameSignature[], durationMs: number): ProposedSpan[] {
  const changes = changesOf(frames);
  const usual = median(changes.map(({ change }) => change));
  const least = Math.max(LEAST_CHANGE, TIMES_USUAL * usual);
  const cuts: { atMs: number; change: number }[] = [];
  const strongestFirst = changes.filter(({ change }) => change >= least).sort((a, b) => b.change - a.change);
  for (const candidate of strongestFirst) {
    const edges = [0, durationMs, ...cuts.map(({ atMs }) => atMs)];
    if (edges.every((edge) => Math.abs(edge - candidate.atMs) >= SHORTEST_PROPOSAL_MS)) cuts.push(candidate);
  }
  const edges = [0, ...cuts.map(({ atMs }) => atMs).sort((a, b) => a - b), durationMs];
  return edges.slice(1).map((endMs, index) => ({ startMs: edges[index]!, endMs }));
}

/** Change across LAG_MS around every frame, where the film is long enough on both sides. */
function changesOf(frames: readonly FrameSignature[]): { atMs: number; change: number }[] {
  const found: { atMs: number; change: number }[] = [];
  let behind = 0;
  for (const later of frames) {
    while (behind + 1 < frames.length && frames[behind + 1]!.atMs <= later.atMs - LAG_MS) behind++;
    const earlier = frames[behind]!;
    if (later.atMs - earlier.atMs < LAG_MS) continue;
    found.push({ atMs: Math.round((earlier.atMs + later.atMs) / 2), change: difference(earlier, later) });
  }
  return found;
}

function difference(a: FrameSignature, b: FrameSignature): number {
  const sum = a.tiles.reduce((total, value, tile) => total + Math.abs(value - (b.tiles[tile] ?? 0)), 0);
  return a.tiles.length === 0 ? 0 : sum / a.tiles.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
