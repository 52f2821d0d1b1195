import type { z } from "zod";
import { AppError } from "#lib/protocol/app-error.ts";
import { publicUrl } from "#lib/server/env.ts";

const MAX_CHARACTERS = 16_384;

/**
 * The body of a request that changes something, parsed. Throws `foreign-origin` when a browser says that another
 * site asks, `too-large`, or `bad-request`.
 */
export async function jsonBody<T>(
  request: Request,
  schema: z.ZodType<T>,
  maxCharacters = MAX_CHARACTERS,
): Promise<T> {
  return parsed(await bodyText(request, maxCharacters), schema);
}

/** As `jsonBody`; null for a request without a body. */
export async function jsonBodyIfAny<T>(request: Request, schema: z.ZodType<T>): Promise<T | null> {
  const text = await bodyText(request, MAX_CHARACTERS);
  return text === "" ? null : parsed(text, schema);
}

async function bodyText(request: Request, maxCharacters: number): Promise<string> {
  requireOwnOrigin(request);
  // What says to be too long is not read; what does not say is.
  if (Number(request.headers.get("content-length")) > 4 * maxCharacters) throw new AppError("too-large");
  const text = await request.text();
  if (text.length > maxCharacters) throw new AppError("too-large");
  return text;
}

function parsed<T>(text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError("bad-request", "The body is not JSON.");
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new AppError("bad-request", describeIssues(result.error));
  return result.data;
}

function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`).join("; ");
}

/** Throws `foreign-origin` unless the request comes from our own pages (or from no browser at all). */
export function requireOwnOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") throw new AppError("foreign-origin");
  // Over plain http away from localhost browsers do not say the site, but with what changes something the origin.
  const origin = request.headers.get("origin");
  if (site !== null || origin === null) return;
  const hosts = [
    request.headers.get("host"),
    request.headers.get("x-forwarded-host"),
    new URL(publicUrl()).host,
  ];
  if (!URL.canParse(origin) || !hosts.includes(new URL(origin).host)) throw new AppError("foreign-origin");
}
