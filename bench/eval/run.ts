import { stderr, stdout } from "node:process";
import { evaluateImages } from "./evaluate-images.ts";
import { evaluateVideo } from "./evaluate-video.ts";
import { EvaluationError } from "./labelled-images.ts";
import { type EvalOptions, readOptions } from "./options.ts";

/** `npm run eval`: its last line on standard output is JSON; what is said meanwhile goes to standard error. */
async function evaluate(options: EvalOptions): Promise<object> {
  const say = (line: string) => stderr.write(`${line}\n`);
  return options.kind === "video" ? evaluateVideo(options, say) : evaluateImages(options, say);
}

try {
  const figures = await evaluate(readOptions(process.argv.slice(2)));
  stdout.write(`${JSON.stringify(figures)}\n`);
} catch (error) {
  if (!(error instanceof EvaluationError)) throw error;
  stderr.write(`eval: ${error.message}\n`);
  process.exitCode = 1;
}
