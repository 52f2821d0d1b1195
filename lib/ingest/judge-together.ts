/** How long frames wait for others to be judged with, ms. */
const TOGETHER_MS = 20;
/** Frames that are judged before others have a turn: about 4 ms. */
const FRAMES_A_TURN = 400;

/** Who judges a frame of its own connection. */
export type Judge = (bytes: unknown) => void;

/**
 * Puts what comes within TOGETHER_MS of all connections one after another through their judges. A frame that is judged for
 * itself finds none of the judge's code in the processor's caches: among others it takes little more than half the time
 * (docs/decisions/017-what-a-batch-costs.md).
 */
export function createJudgeTogether() {
  const waiting: { judge: Judge; bytes: unknown }[] = [];
  let closed = false;

  function judgeSome(): void {
    const some = waiting.splice(0, FRAMES_A_TURN);
    if (waiting.length > 0) setImmediate(judgeSome);
    for (const { judge, bytes } of some) judge(bytes);
  }

  return {
    put(judge: Judge, bytes: unknown): void {
      if (closed) {
        judge(bytes);
        return;
      }
      if (waiting.length === 0) setTimeout(judgeSome, TOGETHER_MS);
      waiting.push({ judge, bytes });
    },
    /** Judges what waits; what comes later is judged at once. */
    close(): void {
      closed = true;
      for (const { judge, bytes } of waiting.splice(0)) judge(bytes);
    },
  };
}
