/** Small vocabulary of the demo film: easing, and shapes as SVG text in a 1280 x 720 frame. */

export const WIDTH = 1280;
export const HEIGHT = 720;

export const clamp01 = (x: number): number => Math.min(1, Math.max(0, x));

/** 0 before `from`, 1 after `to`, a straight line between; times in seconds. */
export const between = (t: number, from: number, to: number): number => clamp01((t - from) / (to - from));

export const easeInOut = (x: number): number => x * x * (3 - 2 * x);
export const easeOut = (x: number): number => 1 - (1 - x) ** 3;
/** Passes its end by about a tenth and comes back: things that land. */
export const easeBack = (x: number): number => 1 + 2.7 * (x - 1) ** 3 + 1.7 * (x - 1) ** 2;

export const mix = (a: number, b: number, x: number): number => a + (b - a) * x;

/** Colour between two #rrggbb colours. */
export function mixColour(a: string, b: string, x: number): string {
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  const hex = (at: number) =>
    Math.round(mix(channel(a, at), channel(b, at), x))
      .toString(16)
      .padStart(2, "0");
  return `#${hex(1)}${hex(3)}${hex(5)}`;
}

/** A fixed scatter in [0, 1): the same for the same index, so that a frame depends on its time alone. */
export function scatter(index: number): number {
  const x = Math.sin(index * 127.1 + 11.7) * 43_758.5453;
  return x - Math.floor(x);
}

const round = (x: number): string => x.toFixed(2);

export const group = (inner: string, x = 0, y = 0, scale = 1, rotateDeg = 0, opacity = 1): string =>
  `<g transform="translate(${round(x)} ${round(y)}) scale(${round(scale)}) rotate(${round(rotateDeg)})" opacity="${round(opacity)}">${inner}</g>`;

export const rect = (x: number, y: number, w: number, h: number, fill: string, radius = 0): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}" rx="${radius}" fill="${fill}"/>`;

export const circle = (x: number, y: number, r: number, fill: string, opacity = 1): string =>
  `<circle cx="${round(x)}" cy="${round(y)}" r="${round(Math.max(0, r))}" fill="${fill}" opacity="${round(opacity)}"/>`;

export const path = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;

export const stroke = (d: string, colour: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

export const words = (
  text: string,
  x: number,
  y: number,
  size: number,
  fill: string,
  weight = 700,
  anchor: "start" | "middle" = "start",
): string =>
  `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}" letter-spacing="${(-size / 50).toFixed(1)}">${text}</text>`;

/** Words that rise into place and stay. */
export const risingWords = (
  text: string,
  x: number,
  y: number,
  size: number,
  fill: string,
  progress: number,
  weight = 700,
  anchor: "start" | "middle" = "start",
): string =>
  group(words(text, 0, 0, size, fill, weight, anchor), x, y + 28 * (1 - easeOut(progress)), 1, 0, progress);
