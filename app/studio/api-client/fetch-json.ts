import type { z } from "zod";
import { errorResponse } from "#lib/protocol/session-api.ts";

/** A refusal of the API, with its stable code and the sentence for the reader. */
export class ApiError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "ApiError";
    this.code = code;
  }
}

/** GETs `url` and parses the answer; throws ApiError for a refusal, an unreadable answer or no answer. */
export async function fetchJson<T>(url: string, schema: z.ZodType<T>): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { headers: { accept: "application/json" } });
  } catch {
    throw new ApiError("unreachable", "The server does not answer. Trying again shortly.");
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const refusal = errorResponse.safeParse(body);
    if (refusal.success) throw new ApiError(refusal.data.error.code, refusal.data.error.message);
    throw new ApiError("unexpected", `The server answered with status ${response.status}.`);
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ApiError("unreadable", "The answer cannot be read. Reload the page.");
  return parsed.data;
}
