import { z } from "zod";
import type { EngineVersion } from "#lib/protocol/sample.ts";
import type { SegmentValues } from "#lib/protocol/segment-values.ts";
import {
  errorResponse,
  type ResumeResponse,
  resumeResponse,
  type StartSessionRequest,
  type StartSessionResponse,
  startSessionResponse,
  ticketResponse,
} from "#lib/protocol/session-api.ts";
import type { SessionEvent } from "#lib/protocol/session-events.ts";

/** Index of the engine that this page runs in `ENGINES`, and its version. */
export const ENGINE_ID = 2;
export const ENGINE_VERSION: EngineVersion = "reactline-1";

export type ApiResult<T> = { ok: true; value: T } | { ok: false; code: string; message: string };

const UNREACHED = {
  ok: false,
  code: "unreached",
  message: "The server cannot be reached. Check your connection and try again.",
} as const;

/** The viewer's requests; an expected failure is a result with the server's own sentence. */
export function watchApi(slug: string, segments: SegmentValues = {}) {
  const base = `/api/watch/${encodeURIComponent(slug)}`;
  return {
    start: (textSha256: string): Promise<ApiResult<StartSessionResponse>> => {
      const body: StartSessionRequest = {
        textSha256,
        consented: true,
        engineVersion: ENGINE_VERSION,
        device: { userAgent: navigator.userAgent.slice(0, 400) },
        segments,
      };
      return post(`${base}/sessions`, body, startSessionResponse);
    },
    decline: (textSha256: string) => post(`${base}/decline`, { textSha256 }, z.unknown()),
    /** "refused": this browser has no open session. Throws when the server is not reached. */
    renewTicket: async (): Promise<string | "refused"> => {
      const renewed = await post(`${base}/ticket`, {}, ticketResponse);
      if (renewed.ok) return renewed.value.ticket;
      if (["no-session", "session-closed", "not-found"].includes(renewed.code)) return "refused";
      throw new Error(renewed.message);
    },
    resume: (): Promise<ApiResult<ResumeResponse>> => post(`${base}/resume`, {}, resumeResponse),
    withdraw: () => post(`${base}/withdraw`, {}, z.unknown()),
    /** Again is the same as once. `leaving`: the page may be gone before the answer. */
    noteEvents: async (
      events: SessionEvent[],
      leaving: boolean,
    ): Promise<"kept" | "refused" | "unreached"> => {
      const noted = await post(`${base}/events`, { events }, z.unknown(), leaving);
      if (noted.ok) return "kept";
      return ["no-session", "session-closed", "not-found", "bad-request"].includes(noted.code)
        ? "refused"
        : "unreached";
    },
    noteMemoryStorage: () => post(`${base}/storage`, {}, z.unknown()),
  };
}

async function post<T>(
  url: string,
  body: unknown,
  schema: z.ZodType<T>,
  keepalive = false,
): Promise<ApiResult<T>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      keepalive,
      signal: AbortSignal.timeout(20_000),
    });
    text = await response.text();
  } catch {
    return UNREACHED;
  }
  const answer = parseJson(text);
  if (response.ok) {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return { ok: true, value: parsed.data };
  }
  const problem = errorResponse.safeParse(answer);
  if (problem.success) return { ok: false, ...problem.data.error };
  return {
    ok: false,
    code: "unexpected",
    message: "The server did not answer as expected. Try again in a minute.",
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
