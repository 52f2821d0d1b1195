import { DEVICE_PATTERNS } from "#lib/protocol/device-kind.ts";
import { DEVICE_KINDS, type SegmentExpression } from "#lib/protocol/segment.ts";
import { Prisma } from "./generated/client.ts";

/**
 * A segment as a condition on a session `s` and its cell `c`. What is not known of a session holds for no term. Only
 * values are bound, never text of the expression.
 */
export function segmentCondition(expression: SegmentExpression): Prisma.Sql {
  if ("all" in expression) return joined(expression.all, " AND ");
  if ("any" in expression) return joined(expression.any, " OR ");
  if ("not" in expression) return Prisma.sql`NOT ${segmentCondition(expression.not)}`;
  if ("simulated" in expression) return Prisma.sql`(c.simulated = ${expression.simulated}::boolean)`;
  if ("variable" in expression) {
    return Prisma.sql`coalesce(c.variables->>${expression.variable}::text = ANY(${expression.in}::text[]), false)`;
  }
  if ("grade" in expression) return Prisma.sql`coalesce(s.grade = ANY(${expression.grade}::int[]), false)`;
  const kinds = DEVICE_KINDS.filter((kind) => expression.device.includes(kind));
  return Prisma.sql`coalesce(${DEVICE_KIND} = ANY(${kinds}::text[]), false)`;
}

function joined(parts: readonly SegmentExpression[], separator: " AND " | " OR "): Prisma.Sql {
  return Prisma.sql`(${Prisma.join(parts.map(segmentCondition), separator)})`;
}

/** The kind of device of a session `s`, the same decision as lib/protocol/device-kind.ts makes; null when not known. */
export const DEVICE_KIND = Prisma.sql`CASE
  WHEN NOT coalesce(s.device->>'userAgent' ~ ${DEVICE_PATTERNS.browser.source}::text, false) THEN NULL
  WHEN s.device->>'userAgent' ~ ${DEVICE_PATTERNS.tablet.source}::text THEN 'tablet'
  WHEN s.device->>'userAgent' ~ ${DEVICE_PATTERNS.phone.source}::text THEN 'phone'
  ELSE 'computer' END`;
