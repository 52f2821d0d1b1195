import { z } from "zod";
import { errorResponse } from "#lib/protocol/session-api.ts";
import { ApiError } from "./fetch-json.ts";

type Method = "POST" | "PUT" | "PATCH" | "DELETE";

/** Asks the API to change something, and parses its answer. Throws ApiError as `fetchJson` does. */
export async function sendJson<T>(
  method: Method,
  url: string,
  body: unknown,
  schema: z.ZodType<T>,
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: { accept: "application/json", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError("unreachable", "The server does not answer. Check your connection and try again.");
  }
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) {
    const refusal = errorResponse.safeParse(answer);
    if (refusal.success) throw new ApiError(refusal.data.error.code, refusal.data.error.message);
    throw new ApiError("unexpected", `The server answered with status ${response.status}.`);
  }
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new ApiError("unreadable", "The answer cannot be read. Reload the page.");
  return parsed.data;
}

/** As `sendJson`, for what is answered with nothing. */
export function send(method: Method, url: string, body?: unknown): Promise<null> {
  return sendJson(method, url, body, z.null());
}
