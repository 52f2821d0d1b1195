export interface TextStyle {
  size: number;
  fill: string;
  weight?: number;
  anchor?: "middle" | "end";
}

/** A text of an SVG document. */
export function text(left: number, baseline: number, words: string, style: TextStyle): string {
  const weight = style.weight === undefined ? "" : ` font-weight="${style.weight}"`;
  const anchor = style.anchor === undefined ? "" : ` text-anchor="${style.anchor}"`;
  return `<text x="${round(left)}" y="${round(baseline)}" font-size="${style.size}" fill="${style.fill}"${weight}${anchor}>${escaped(words)}</text>`;
}

/** Width of a letter of a picture's fonts, bold ones too, in parts of its size. */
const LETTER = 0.56;

/**
 * Words in lines of at most `width`, broken at spaces: SVG breaks none by itself. A word that is wider than a line has
 * one of its own.
 */
export function wordLines(words: string, size: number, width: number): string[] {
  const letters = Math.floor(width / (size * LETTER));
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > letters) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Lines below each other, `rowHeight` apart. */
export function textLines(
  lines: readonly string[],
  left: number,
  baseline: number,
  { rowHeight, ...style }: TextStyle & { rowHeight: number },
): string[] {
  return lines.map((line, row) => text(left, baseline + row * rowHeight, line, style));
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escaped(words: string): string {
  // Control characters are not allowed in XML at all.
  return words.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!).replace(/\p{Cc}/gu, " ");
}
