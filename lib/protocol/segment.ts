import { z } from "zod";
import { MAX_SEGMENT_VALUES } from "./campaign-setup.ts";
import { ROW_ID } from "./row-id.ts";

/** Kinds of device, told from what the browser says of itself. */
export const DEVICE_KINDS = ["phone", "tablet", "computer"] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** A session's grade, 6 the best: lib/protocol/quality.ts. */
export const GRADES = [1, 2, 3, 4, 5, 6] as const;

/** Bounds of one expression: it is evaluated over every session of a campaign. */
export const MAX_SEGMENT_DEPTH = 6;
export const MAX_SEGMENT_TERMS = 40;
export const MAX_SEGMENT_CHARACTERS = 4_000;
/** Segments of one campaign that can be saved, and laid over each other. */
export const MAX_SAVED_SEGMENTS = 100;
export const MAX_OVERLAID_SEGMENTS = 5;

/**
 * Which respondents: terms joined by `all` (and), `any` (or) and `not`. A term about something that is not known of
 * a session does not hold for it, so `not` holds. With a `simulated` term anywhere, the audience asked for no longer
 * decides: simulated and real viewers are mixed only by who says so.
 */
export type SegmentExpression =
  | { all: SegmentExpression[] }
  | { any: SegmentExpression[] }
  | { not: SegmentExpression }
  | { variable: string; in: string[] }
  | { device: DeviceKind[] }
  | { grade: number[] }
  | { simulated: boolean };

const anyExpression: z.ZodType<SegmentExpression> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(anyExpression).min(1).max(MAX_SEGMENT_TERMS) }),
    z.strictObject({ any: z.array(anyExpression).min(1).max(MAX_SEGMENT_TERMS) }),
    z.strictObject({ not: anyExpression }),
    z.strictObject({
      variable: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
      in: z.array(z.string().min(1).max(60)).min(1).max(MAX_SEGMENT_VALUES),
    }),
    z.strictObject({ device: z.array(z.enum(DEVICE_KINDS)).min(1).max(DEVICE_KINDS.length) }),
    z.strictObject({ grade: z.array(z.literal(GRADES)).min(1).max(GRADES.length) }),
    z.strictObject({ simulated: z.boolean() }),
  ]),
);

/** A segment as it is saved and asked for; bounded before it is parsed, so that no depth exhausts the parser. */
export const segmentExpressionSchema: z.ZodType<SegmentExpression> = z
  .unknown()
  .refine((value) => nesting(value) <= 2 * MAX_SEGMENT_DEPTH, "The segment is nested too deeply")
  .pipe(anyExpression)
  .refine(
    (expression) => segmentTerms(expression).length <= MAX_SEGMENT_TERMS,
    `At most ${MAX_SEGMENT_TERMS} terms`,
  );

/** The leaves of an expression, in its order. */
export type SegmentTerm = Exclude<
  SegmentExpression,
  { all: SegmentExpression[] } | { any: SegmentExpression[] } | { not: SegmentExpression }
>;

export function segmentTerms(expression: SegmentExpression): SegmentTerm[] {
  if ("all" in expression) return expression.all.flatMap(segmentTerms);
  if ("any" in expression) return expression.any.flatMap(segmentTerms);
  if ("not" in expression) return segmentTerms(expression.not);
  return [expression];
}

/** How deep arrays and objects lie in one another, counted no further than is refused anyhow. */
function nesting(value: unknown, depth = 0): number {
  if (typeof value !== "object" || value === null || depth > 2 * MAX_SEGMENT_DEPTH) return depth;
  return Math.max(depth, ...Object.values(value).map((inner) => nesting(inner, depth + 1)));
}

const savedId = z
  .string()
  .regex(ROW_ID)
  .transform((text) => ({ savedId: Number(text) }));

const written = z
  .string()
  .max(MAX_SEGMENT_CHARACTERS)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "neither the number of a saved segment nor JSON" });
      return z.NEVER;
    }
  })
  .pipe(segmentExpressionSchema)
  .transform((expression) => ({ expression }));

/** Query parameter `segment`: the number of a saved segment, or an expression as JSON. */
export const segmentParameter = z.union([savedId, written]);
export type SegmentParameter = z.infer<typeof segmentParameter>;

const name = z.string().trim().min(1, "Enter a name").max(80, "Keep it within 80 characters");

/** POST /api/campaigns/<id>/segments; PATCH /api/campaigns/<id>/segments/<segmentId> takes either part. */
export const newSegmentRequest = z.object({ name, expression: segmentExpressionSchema });
export const segmentChangesRequest = newSegmentRequest.partial();

export const savedSegmentSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  expression: segmentExpressionSchema,
  createdAt: z.string(),
});
export type SavedSegment = z.infer<typeof savedSegmentSchema>;

/** GET /api/campaigns/<id>/segments, by name. */
export const segmentListSchema = z.object({ segments: z.array(savedSegmentSchema) });
export type SegmentList = z.infer<typeof segmentListSchema>;
