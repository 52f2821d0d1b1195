import type { DeviceKind } from "./segment.ts";

/**
 * What a browser's own words tell of the device, in patterns that JavaScript and Postgres read alike
 * (lib/storage/segment-condition.ts). An iPad that says it is a Macintosh counts as a computer.
 */
export const DEVICE_PATTERNS = {
  browser: /^Mozilla/,
  tablet: /iPad|Tablet|Android(?!.*Mobile)/,
  phone: /iPhone|iPod|Mobile/,
} as const;

/** The kind of device of a user agent; null when no browser wrote it. */
export function deviceKind(userAgent: string | null): DeviceKind | null {
  if (userAgent === null || !DEVICE_PATTERNS.browser.test(userAgent)) return null;
  if (DEVICE_PATTERNS.tablet.test(userAgent)) return "tablet";
  return DEVICE_PATTERNS.phone.test(userAgent) ? "phone" : "computer";
}
