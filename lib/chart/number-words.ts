/** Numbers as a reader writes them. */
export interface NumberWords {
  /** 12,345; of what is no whole number at most three digits after the point. */
  count: (value: number) => string;
  /** A share 0..1 with `digits` after the point: 41%. */
  percent: (share: number, digits?: number) => string;
  /** A number with `digits` after the point. */
  decimal: (value: number, digits?: number) => string;
  /** As `decimal`, with a plus before what is positive. */
  signed: (value: number, digits?: number) => string;
}

/** What stands between whole and part of a number, and behind a percentage, in `locale`, a BCP 47 tag. */
export function numberMarks(locale: string): { decimal: string; percent: string } {
  const marks = new Intl.NumberFormat(locale, { style: "percent", minimumFractionDigits: 1 }).formatToParts(
    0.5,
  );
  const decimalAt = marks.findIndex(({ type }) => type === "decimal");
  const lastDigits = marks.findLastIndex(({ type }) => type === "integer" || type === "fraction");
  const behind = marks.slice(lastDigits + 1);
  return {
    decimal: marks[decimalAt]?.value ?? ".",
    percent: behind.map(({ value }) => value).join(""),
  };
}

/** Numbers as they are written in `locale`, a BCP 47 tag. */
export function numberWords(locale: string): NumberWords {
  const made = new Map<string, Intl.NumberFormat>();
  const format = (value: number, options: Intl.NumberFormatOptions) => {
    const key = JSON.stringify(options);
    const known = made.get(key) ?? new Intl.NumberFormat(locale, options);
    made.set(key, known);
    return known.format(value);
  };
  const fixed = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });
  return {
    count: (value) => format(value, {}),
    percent: (share, digits = 0) => format(share, { style: "percent", ...fixed(digits) }),
    decimal: (value, digits = 2) => format(value, fixed(digits)),
    signed: (value, digits = 2) => format(value, { ...fixed(digits), signDisplay: "exceptZero" }),
  };
}
