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
  let waiting: { judge: Judge; bytes: unknown }[] = [];

  function judgeSome(): void {
    const some = waiting.length > FRAMES_A_TURN ? waiting.splice(0, FRAMES_A_TURN) : waiting;
    if (some === waiting) waiting = [];
    else setImmediate(judgeSome);
    for (const { judge, bytes } of some) judge(bytes);
  }

  return {
    put(judge: Judge, bytes: unknown): void {
      if (waiting.length === 0) setTimeout(judgeSome, TOGETHER_MS);
      waiting.push({ judge, bytes });
    },
  };
}
