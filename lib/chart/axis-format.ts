/** Position in a video as m:ss. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** A share 0..1 as a percentage; `digits` after the point. */
export function percent(share: number, digits = 0): string {
  return `${(share * 100).toFixed(digits)}%`;
}

const MINUS = "\u2212";

/** A score or a difference of scores with two digits; negative with a real minus sign, never "-0.00". */
export function score(value: number): string {
  const digits = Math.abs(value).toFixed(2);
  return value < 0 && Number(digits) !== 0 ? `${MINUS}${digits}` : digits;
}

/** As `score`, with a plus before positive values, for scales that run both ways. */
export function signedScore(value: number): string {
  const text = score(value);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}
