import { AppError } from "#lib/protocol/app-error.ts";
import type { SceneRefusal } from "#lib/storage/scenes.ts";

const REFUSALS: Record<SceneRefusal, () => AppError> = {
  absent: () => new AppError("not-found"),
  outside: () => new AppError("bad-request", "endMs: The film ends before that."),
  full: () => new AppError("no-room"),
  taken: () => new AppError("wrong-state", "This cut has scenes already. Delete them first."),
};

/** What was stored, or the refusal as the caller is told. */
export function sceneOrThrow<T>(answer: T | SceneRefusal): T {
  if (typeof answer === "string" && answer in REFUSALS) throw REFUSALS[answer as SceneRefusal]();
  return answer as T;
}
