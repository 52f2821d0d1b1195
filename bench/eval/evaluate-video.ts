import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { argMax } from "#lib/analytics/classification.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { SAMPLES_PER_SECOND } from "#lib/protocol/limits.ts";
import { launchBrowser, openSubject } from "../engine/browser.ts";
import { openEngineSite } from "../engine/site.ts";
import { EvaluationError, firstLine } from "./labelled-images.ts";
import type { EvalOptions } from "./options.ts";

/** Analyses a clip at the viewer's rate, frame after frame, as if a camera had shown it: one row a frame. */
export async function evaluateVideo(
  { video }: Extract<EvalOptions, { kind: "video" }>,
  say: (line: string) => void,
): Promise<object> {
  if (!existsSync(video) || !statSync(video).isFile()) throw new EvaluationError(`${video} is no file.`);
  const site = await openEngineSite();
  const browser = await launchBrowser();
  try {
    const page = await openSubject(browser, site, "ours");
    say(`eval: ${video} at ${SAMPLES_PER_SECOND} frames a second.`);
    const timeline = await page
      .evaluate(([url, rate]) => window.enginePage?.video("ours", url, rate), [
        site.serve(resolve(video)),
        SAMPLES_PER_SECOND,
      ] as const)
      .catch((error: Error) => {
        throw new EvaluationError(`${video} cannot be evaluated: ${firstLine(error.message)}`);
      });
    const { rows, problem } = timeline ?? { rows: [], problem: "the page was lost" };
    if (rows.length === 0)
      throw new EvaluationError(`${video} holds no frame that can be read: ${problem ?? "it is too short"}.`);
    if (problem !== null)
      say(`eval: ${video} can be read up to frame ${rows.length} only: ${firstLine(problem)}.`);
    return {
      video,
      expressions: EXPRESSIONS,
      problem,
      timeline: rows.map(({ timeMs, state, scores }) => ({
        timeMs,
        state,
        predicted: scores && EXPRESSIONS[argMax(scores)],
        scores: scores && Object.fromEntries(EXPRESSIONS.map((name, i) => [name, round(scores[i] ?? 0)])),
      })),
    };
  } finally {
    await browser.close();
    await site.close();
  }
}

function round(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}
