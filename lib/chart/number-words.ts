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
