import type { z } from "zod";
import { ApiError } from "#app/studio/api-client/fetch-json.ts";
import { errorResponse } from "#lib/protocol/session-api.ts";

export type Method = "POST" | "PUT" | "PATCH" | "DELETE";

async function ask(method: Method, url: string, body: unknown): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError("unreachable", "The server does not answer. Try again.");
  }
  if (response.ok) return response;
  const refusal = errorResponse.safeParse(await response.json().catch(() => null));
  if (refusal.success) throw new ApiError(refusal.data.error.code, refusal.data.error.message);
  throw new ApiError("unexpected", `The server answered with status ${response.status}.`);
}

/** Ask for a change whose answer says nothing more; throws ApiError for a refusal or no answer. */
export async function send(method: Method, url: string, body?: unknown): Promise<void> {
  await ask(method, url, body);
}

/** Ask for a change and parse the answer; throws ApiError also for one that cannot be read. */
export async function sendJson<T>(
  method: Method,
  url: string,
  body: unknown,
  schema: z.ZodType<T>,
): Promise<T> {
  const response = await ask(method, url, body);
  const parsed = schema.safeParse(await response.json().catch(() => null));
  if (!parsed.success) throw new ApiError("unreadable", "The answer cannot be read. Reload the page.");
  return parsed.data;
}
