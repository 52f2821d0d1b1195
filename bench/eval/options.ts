import { parseArgs } from "node:util";
import { EvaluationError } from "./labelled-images.ts";

const ENGINES = ["ours", "human", "face-api"] as const;
export type EvalEngine = (typeof ENGINES)[number];

export type EvalOptions =
  | { kind: "images"; images: string; labels: string; engine: EvalEngine; out: string | null }
  | { kind: "video"; video: string };

export const USAGE =
  `Usage: npm run eval -- --images DIR --labels CSV [--engine ${ENGINES.join("|")}] [--out FILE]\n` +
  "       npm run eval -- --video FILE";

export function readOptions(args: string[]): EvalOptions {
  const values = parsed(args);
  if (values.video !== undefined) {
    const others = Object.keys(values).filter((name) => name !== "video");
    if (others.length > 0)
      throw new EvaluationError(`--video stands alone, without --${others[0]}.\n${USAGE}`);
    return { kind: "video", video: values.video };
  }
  const { images, labels, engine: named = "ours", out = null } = values;
  if (images === undefined || labels === undefined) throw new EvaluationError(USAGE);
  const engine = ENGINES.find((each) => each === named);
  if (!engine) throw new EvaluationError(`--engine is one of ${ENGINES.join(", ")}, not "${named}".`);
  return { kind: "images", images, labels, engine, out };
}

function parsed(args: string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ args, options: { images: text, labels: text, engine: text, out: text, video: text } })
      .values;
  } catch (error) {
    throw new EvaluationError(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}
