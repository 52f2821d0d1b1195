/**
 * The one rule by which numbers are printed, in files and in tables alike, so that a cell of the exported
 * CSV equals the cell on the screen: measures with four decimals (the stored precision, 1/10,000), counts
 * and milliseconds as whole numbers, a missing value as the empty string.
 */
export const MEASURE_DECIMALS = 4;

/** A share, score, degree or threshold: "0.2500", "-0.0312"; never "-0.0000"; "" when missing. */
export function formatMeasure(value: number | null): string {
  if (value === null) return "";
  const text = value.toFixed(MEASURE_DECIMALS);
  return Number(text) === 0 ? (0).toFixed(MEASURE_DECIMALS) : text;
}

/** A number of viewers, a second, milliseconds: "17"; "" when missing. */
export function formatCount(value: number | null): string {
  return value === null ? "" : Math.round(value).toFixed(0);
}
