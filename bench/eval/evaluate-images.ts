import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { stringify } from "csv-stringify/sync";
import { argMax } from "#lib/analytics/classification.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { launchBrowser, openSubject } from "../engine/browser.ts";
import { openEngineSite } from "../engine/site.ts";
import { EvaluationError, firstLine, type LabelledImage, readLabelledImages } from "./labelled-images.ts";
import type { EvalOptions } from "./options.ts";
import { type EvalSummary, type EvaluatedImage, summarise } from "./summary.ts";

type Options = Extract<EvalOptions, { kind: "images" }>;

/** How many images between two words about the progress. */
const PROGRESS = 50;

/**
 * Runs an engine on every labelled image in a real browser. An image that cannot be read is named and left out;
 * one in which no face is found counts in `n` and not in `detected`, and in no accuracy.
 */
export async function evaluateImages(options: Options, say: (line: string) => void): Promise<EvalSummary> {
  const { images, problems } = readLabelledImages(options.images, options.labels);
  for (const problem of problems) say(`eval: ${problem}`);
  if (images.length === 0)
    throw new EvaluationError(`${options.labels} names no image that can be evaluated.`);
  const evaluated = await runAll(options, images, say);
  if (evaluated.length === 0)
    throw new EvaluationError(
      `none of the ${images.length} labelled files of ${options.images} could be evaluated.`,
    );
  if (options.out !== null) writeRows(options.out, evaluated);
  const summary = summarise(evaluated);
  if (!summary) throw new EvaluationError(`no face was found in any of the images of ${options.images}.`);
  return summary;
}

async function runAll(options: Options, images: LabelledImage[], say: (line: string) => void) {
  const site = await openEngineSite();
  const browser = await launchBrowser();
  const evaluated: EvaluatedImage[] = [];
  try {
    const page = await openSubject(browser, site, options.engine);
    let ended = false;
    page.on("crash", () => {
      ended = true;
    });
    say(`eval: ${images.length} images by ${options.engine}.`);
    for (const [index, image] of images.entries()) {
      try {
        evaluated.push(await evaluateOne(page, options.engine, image, site.serve(image.path)));
      } catch (error) {
        // Not this image's fault, nor that of those to come.
        if (ended || page.isClosed()) throw new EvaluationError(`the browser ended at ${image.file}.`);
        say(`eval: ${image.file}: ${reasonOf(error)}; left out.`);
      }
      if ((index + 1) % PROGRESS === 0) say(`eval: ${index + 1} of ${images.length} images.`);
    }
  } finally {
    await browser.close();
    await site.close();
  }
  return evaluated;
}

async function evaluateOne(
  page: Page,
  engine: string,
  { file, label }: LabelledImage,
  url: string,
): Promise<EvaluatedImage> {
  const answer = await page.evaluate(([name, address]) => window.enginePage?.still(name, address), [
    engine,
    url,
  ] as const);
  if (!answer) throw new Error("the page was lost");
  return { file, label, scores: answer.scores, ms: answer.ms };
}

/** The browser says of a file that is no image: "The source image could not be decoded." */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/could not be decoded|InvalidStateError|EncodingError/.test(message)) {
    return "not an image that the browser can read";
  }
  return firstLine(message);
}

function writeRows(path: string, images: readonly EvaluatedImage[]): void {
  const rows = images.map(({ file, label, scores, ms }) => [
    file,
    label,
    scores ? 1 : 0,
    scores ? EXPRESSIONS[argMax(scores)] : "",
    ...EXPRESSIONS.map((_, i) => (scores ? (scores[i] ?? 0).toFixed(6) : "")),
    ms.toFixed(1),
  ]);
  const header = ["file", "label", "detected", "predicted", ...EXPRESSIONS, "ms"];
  try {
    writeFileSync(path, stringify([header, ...rows]));
  } catch (error) {
    throw new EvaluationError(
      `${path} cannot be written: ${error instanceof Error ? error.message : error}.`,
    );
  }
}
