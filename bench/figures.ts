import { quantile } from "simple-statistics";

/** What is told of a number of waits. */
export interface Figures {
  n: number;
  medianMs: number;
  p95Ms: number;
  slowestMs: number;
}

export function figures(times: readonly number[]): Figures {
  return {
    n: times.length,
    medianMs: round(quantile([...times], 0.5)),
    p95Ms: round(quantile([...times], 0.95)),
    slowestMs: round(Math.max(...times)),
  };
}

/** How long each of `runs` runs took, one after another. */
export async function timed(runs: number, work: () => Promise<unknown>): Promise<Figures> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const startedMs = performance.now();
    await work();
    times.push(performance.now() - startedMs);
  }
  return figures(times);
}

/** To a tenth. */
export function round(value: number): number {
  return Number(value.toFixed(1));
}
