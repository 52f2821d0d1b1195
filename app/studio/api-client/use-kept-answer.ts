"use client";

import useSWR from "swr";
import type { z } from "zod";
import { type ApiError, fetchJson } from "./fetch-json.ts";
import { type KeptAnswer, shownAnswer } from "./kept-answer.ts";

interface KeptOptions<Answer> {
  /** What came with the page: shown without asking. */
  begin?: Answer | undefined;
  /** How often it is asked for again, ms; 0: only when `again` is called. */
  refreshInterval?: () => number;
  /** Questions that follow each other faster are asked once, ms. */
  dedupingInterval?: number;
  /** Another version asks again and is not another question: what is shown stays what it was. */
  version?: string;
}

/**
 * The answer to a question; the one before stays, marked stale, while the next is waited for and when that fails. SWR's
 * `isLoading` does not tell: it ends with an error, and begins beside what came with the page. Null asks nothing.
 */
export function useKeptAnswer<Answer>(
  key: string | null,
  ask: (key: string) => Promise<Answer>,
  { begin, version = "", ...options }: KeptOptions<Answer> = {},
) {
  const kept = useSWR<KeptAnswer<Answer>, ApiError, [string, string] | null>(
    key === null ? null : [key, version],
    async ([asked]) => ({ key: asked, answer: await ask(asked) }),
    {
      ...(key !== null &&
        begin !== undefined && { fallbackData: { key, answer: begin }, revalidateOnMount: false }),
      keepPreviousData: true,
      ...options,
    },
  );
  return { ...shownAnswer(kept.data, key), error: kept.error, again: () => kept.mutate() };
}

/** The same of a question that is an address of the API. */
export function useKeptJson<Answer>(
  url: string | null,
  schema: z.ZodType<Answer>,
  options: KeptOptions<Answer> = {},
) {
  return useKeptAnswer(url, (asked) => fetchJson(asked, schema), options);
}
