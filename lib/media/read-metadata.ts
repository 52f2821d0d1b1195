import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { AppError } from "#lib/protocol/app-error.ts";

const metadataSchema = z
  .object({
    hasPicture: z.boolean(),
    codec: z.string().nullable(),
    /** As the file states it; null for a recording that does not. */
    seconds: z.number().nullable(),
  })
  .nullable();
export type FilmMetadata = NonNullable<z.infer<typeof metadataSchema>>;

/** From the start of the program, of which the file itself is a few hundredths: a busy machine has room. */
const DEADLINE_MS = 20_000;
/** Of the program's own objects. */
const MAX_HEAP_MB = 64;
/** Films that wait for their turn in this process; the next one is asked to come back. */
const MOST_WAITING = 16;
/** How a program ends whose deadline this process has kept. */
const TOOK_TOO_LONG = z.object({ killed: z.literal(true), signal: z.literal("SIGKILL") });
/** How one ends that has used up the memory it may have. */
const USED_TOO_MUCH = z.union([
  z.object({ signal: z.enum(["SIGABRT", "SIGILL", "SIGTRAP"]) }),
  z.object({ code: z.literal(134) }),
]);
/** How one ends that the system has ended, which has run out of memory; a server's stop ends it otherwise. */
const SYSTEM_ENDED = z.object({ killed: z.literal(false), signal: z.literal("SIGKILL") });

let waiting = 0;
let turn: Promise<unknown> = Promise.resolve();

/**
 * What a file says of itself; null when it cannot be read. A few hundred bytes can keep their reader busy for hours
 * or have it fill the memory (docs/decisions/007-uploads-looked-at-by-content.md), so a program of its own reads them, one file
 * at a time, with little memory, a deadline and nothing of the server's environment. Throws AppError:
 * "unusable-video" when it did not come to an end, "no-memory" when the machine has none left for it, "too-many" when
 * too many files wait.
 */
export async function readMetadata(
  file: string,
  kind: "mp4" | "webm",
  deadlineMs = DEADLINE_MS,
): Promise<FilmMetadata | null> {
  if (waiting >= MOST_WAITING) throw new AppError("too-many");
  waiting++;
  const mine = turn.then(() => runProgram(file, kind, deadlineMs));
  turn = mine.catch(() => undefined);
  try {
    return await mine;
  } finally {
    waiting--;
  }
}

async function runProgram(file: string, kind: string, deadlineMs: number): Promise<FilmMetadata | null> {
  // By the folder that the server runs in: this module may be part of a bundle of Next's.
  const root = process.cwd();
  const program = path.join(root, "lib/media/print-metadata.ts");
  const options = [`--max-old-space-size=${MAX_HEAP_MB}`, "--import", "tsx"];
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...options, program, path.resolve(file), kind],
      { cwd: root, env: { NODE_ENV: "production" }, timeout: deadlineMs, killSignal: "SIGKILL" },
    );
    return metadataSchema.parse(JSON.parse(stdout));
  } catch (error) {
    if (TOOK_TOO_LONG.safeParse(error).success) {
      throw new AppError("unusable-video", "This file takes too long to read. Export it again.");
    }
    if (USED_TOO_MUCH.safeParse(error).success) {
      throw new AppError(
        "unusable-video",
        "This file takes more memory to read than a film needs. Export it again.",
      );
    }
    if (SYSTEM_ENDED.safeParse(error).success) throw new AppError("no-memory");
    throw error;
  }
}
