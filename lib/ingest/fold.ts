import { addPacked } from "#lib/analytics/combine-packed.ts";
import type { Logger } from "#lib/server/log.ts";
import type { Database } from "#lib/storage/database.ts";
import { foldBacklog } from "#lib/storage/fold-backlog.ts";
import { foldVideo } from "#lib/storage/fold-video.ts";

export interface Fold {
  /** Batches of a video were committed. */
  markDirty(videoId: number, campaignId: number): void;
  /** Somebody looks at a campaign: its videos are folded every second for a while. */
  lookedAt(campaignId: number): void;
  /**
   * Told when a campaign's numbers changed: batches were committed. A fold changes none: what it adds to the sums
   * was in the tail before. Answers how to stop being told.
   */
  onChange(listener: (campaignId: number) => void): () => void;
  /** `lagMs`: since when the oldest batch that is not folded has waited; `failing`: the last fold failed. */
  state(): { lagMs: number; failing: boolean };
  /** Ends after the fold that is running; what is still dirty is found at the next start. */
  close(): Promise<void>;
}

export interface FoldOptions {
  log?: Pick<Logger, "error"> | undefined;
  /** How often it is checked what is due; the interval of a video that is looked at. */
  everyMs?: number;
  /** Interval of a video that nobody looks at. */
  idleEveryMs?: number;
  /** How long one look counts. */
  lookMs?: number;
  /** How often videos are looked for that another process left unfolded. */
  backlogEveryMs?: number;
}

/**
 * Folds dirty videos, one after another: at most every second while somebody looks, else every ten. What a
 * process left when it ended is found in the database, at the start and every minute.
 */
export function createFold(
  db: Database,
  { log, everyMs = 1_000, idleEveryMs = 10_000, lookMs = 15_000, backlogEveryMs = 60_000 }: FoldOptions = {},
): Fold {
  /** Dirty videos, with their campaign. */
  const dirty = new Map<number, number>();
  /** Since when a dirty video has been one. */
  const dirtySinceMs = new Map<number, number>();
  const foldedAtMs = new Map<number, number>();
  const lookedAtMs = new Map<number, number>();
  const listeners = new Set<(campaignId: number) => void>();
  let backlogAtMs = Number.NEGATIVE_INFINITY;
  let closed = false;
  let failing = false;
  let running: Promise<void> | null = null;

  function setDirty(videoId: number, campaignId: number, sinceMs = Date.now()): void {
    dirty.set(videoId, campaignId);
    if (sinceMs < (dirtySinceMs.get(videoId) ?? Number.POSITIVE_INFINITY)) dirtySinceMs.set(videoId, sinceMs);
  }

  function tell(campaignId: number): void {
    for (const listener of listeners) listener(campaignId);
  }

  function isDue(videoId: number, campaignId: number, nowMs: number): boolean {
    const looked = nowMs - (lookedAtMs.get(campaignId) ?? Number.NEGATIVE_INFINITY) < lookMs;
    return looked || nowMs - (foldedAtMs.get(videoId) ?? Number.NEGATIVE_INFINITY) >= idleEveryMs;
  }

  async function foldOne(videoId: number, campaignId: number): Promise<void> {
    // Before the fold: a batch that is committed meanwhile makes the video dirty again.
    dirty.delete(videoId);
    const sinceMs = dirtySinceMs.get(videoId);
    dirtySinceMs.delete(videoId);
    try {
      let outcome = await foldVideo(db, videoId, addPacked);
      // What came in ten seconds may be more than one transaction takes; left for the next ten, it would only grow.
      while (outcome.more && !outcome.busy && !closed) outcome = await foldVideo(db, videoId, addPacked);
      foldedAtMs.set(videoId, Date.now());
      failing = false;
      if (outcome.more) setDirty(videoId, campaignId, sinceMs);
    } catch (error) {
      failing = true;
      setDirty(videoId, campaignId, sinceMs);
      foldedAtMs.set(videoId, Date.now());
      log?.error({ err: error, videoId }, "a fold failed; it will be tried again");
    }
  }

  async function findBacklog(): Promise<void> {
    backlogAtMs = Date.now();
    try {
      for (const { videoId, campaignId } of await foldBacklog(db)) setDirty(videoId, campaignId);
    } catch (error) {
      log?.error({ err: error }, "videos to fold could not be looked for");
    }
  }

  async function run(): Promise<void> {
    if (Date.now() - backlogAtMs >= backlogEveryMs) await findBacklog();
    for (const [videoId, campaignId] of [...dirty]) {
      if (closed) return;
      if (isDue(videoId, campaignId, Date.now())) await foldOne(videoId, campaignId);
    }
  }

  function tick(): void {
    running ??= run().finally(() => {
      running = null;
    });
  }

  const timer = setInterval(tick, everyMs);
  tick();

  return {
    markDirty(videoId, campaignId) {
      // The first batch after a pause begins the interval, so that a fold takes more than that one batch.
      if (!dirty.has(videoId) && !foldedAtMs.has(videoId)) foldedAtMs.set(videoId, Date.now());
      setDirty(videoId, campaignId);
      tell(campaignId);
    },
    lookedAt(campaignId) {
      lookedAtMs.set(campaignId, Date.now());
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => ({
      lagMs: Math.max(0, Date.now() - Math.min(Date.now(), ...dirtySinceMs.values())),
      failing,
    }),
    async close() {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}
