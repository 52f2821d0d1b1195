import type { z } from "zod";
import { AppError } from "#lib/protocol/app-error.ts";
import { ROW_ID } from "#lib/protocol/row-id.ts";

/** The request's query by its schema; a parameter given twice counts once, the last. Throws AppError "bad-request". */
export function parseQuery<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  const parsed = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError(
    "bad-request",
    `${issue?.path.join(".") || "The query"}: ${issue?.message ?? "unreadable"}.`,
  );
}

/** The number in an address. What is not one names nothing: throws AppError "not-found". */
export function parseId(text: string): number {
  if (!ROW_ID.test(text)) throw new AppError("not-found");
  return Number(text);
}
