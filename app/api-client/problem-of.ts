import { ApiError } from "#app/studio/api-client/fetch-json.ts";

/** What went wrong, as a sentence for the reader. */
export function problemOf(error: unknown): string {
  return error instanceof ApiError ? error.message : "Something went wrong. Reload the page and try again.";
}
