import { circle, group, HEIGHT, path, rect, scatter, stroke, WIDTH, words } from "./drawing.ts";

export const GREEN = "#1f6f5c";
export const CREAM = "#fff4de";
export const CORAL = "#ff7a59";
export const AMBER = "#ffb347";
export const NIGHT = "#24304a";

/** Rain over the whole frame; it falls with the scene's own time. */
export function rain(t: number, colour: string, drops = 90, slant = 0.18, opacity = 0.5): string {
  let d = "";
  for (let i = 0; i < drops; i++) {
    const speed = 620 + 420 * scatter(i);
    const y = ((scatter(i + 500) * 900 + speed * t) % 900) - 90;
    const x = scatter(i + 900) * (WIDTH + 240) - 120 - slant * y;
    const length = 20 + 26 * scatter(i + 77);
    d += `M${x.toFixed(1)} ${y.toFixed(1)}l${(-slant * length).toFixed(1)} ${length.toFixed(1)}`;
  }
  return group(stroke(d, colour, 3), 0, 0, 1, 0, opacity);
}

/** A row of houses, repeated to the right; `shift` moves it for parallax. */
export function skyline(
  baseY: number,
  shift: number,
  fill: string,
  lit: string,
  seed: number,
  tall = 1,
): string {
  let out = "";
  for (let i = 0; i < 14; i++) {
    const w = 92 + 60 * scatter(seed + i);
    const h = (120 + 210 * scatter(seed + i + 40)) * tall;
    const x = i * 128 - shift - 120;
    out += rect(x, baseY - h, w, h, fill);
    if (scatter(seed + i + 90) > 0.6) out += path(`M${x} ${baseY - h}l${w / 2} -36l${w / 2} 36Z`, fill);
    for (let k = 0; k < 5; k++)
      if (scatter(seed + i * 7 + k) > 0.45)
        out += rect(x + 16 + (k % 2) * (w - 56), baseY - h + 24 + 44 * Math.floor(k / 2), 22, 26, lit, 2);
  }
  return out;
}

/** An umbrella; the handle's end is the origin. `flip` 0 open, 1 blown inside out. */
export function umbrella(flip: number, colour: string, second: string): string {
  const lift = 120 * flip;
  const rim = -150 - lift;
  const top = -232 + 60 * flip;
  const canopy = (left: number, right: number) =>
    `M${left} ${rim} Q0 ${top - 66 + 150 * flip} ${right} ${rim}`;
  return [
    stroke("M0 0 v-196", "#3a2f36", 7),
    path(
      `${canopy(-150, 150)} Q100 ${rim - 26} 50 ${rim + 8 * (1 - flip)} Q0 ${rim - 26} -50 ${rim + 8 * (1 - flip)} Q-100 ${rim - 26} -150 ${rim}Z`,
      colour,
    ),
    path(
      `M-50 ${rim + 8 * (1 - flip)} Q-30 ${top + 4} 0 ${top - 30 + 75 * flip} Q30 ${top + 4} 50 ${rim + 8 * (1 - flip)} Q0 ${rim - 26} -50 ${rim + 8 * (1 - flip)}Z`,
      second,
    ),
    stroke("M0 0 q-2 16 -18 12", "#3a2f36", 7),
  ].join("");
}

/** The can: middle at the origin, 190 x 340. */
export function can(): string {
  return [
    rect(-95, -170, 190, 340, GREEN, 26),
    path(
      "M-95 -20 C-50 -70 -20 20 30 -30 C60 -60 80 -40 95 -55 L95 144 Q95 170 69 170 L-69 170 Q-95 170 -95 144Z",
      "#2b8a6f",
    ),
    path(
      "M-95 50 C-40 10 0 90 50 40 C70 22 84 30 95 24 L95 144 Q95 170 69 170 L-69 170 Q-95 170 -95 144Z",
      AMBER,
    ),
    rect(-84, -186, 168, 22, "#d9dee6", 8),
    rect(-84, 164, 168, 18, "#b9c2ce", 8),
    circle(0, -96, 38, CREAM),
    path("M-20 -88 Q-20 -118 0 -122 Q20 -118 20 -88 Q0 -72 -20 -88Z", CORAL),
    words("Halden", 0, 22, 50, CREAM, 800, "middle"),
    words("oats and ginger", 0, 124, 19, NIGHT, 600, "middle"),
    rect(-78, -150, 16, 292, "#ffffff22", 8),
  ].join("");
}

/** A mug with steam that drifts with time; its foot is the origin. */
export function mug(t: number, colour: string, steam = 1): string {
  const plume = (x: number, k: number) => {
    const s = 9 * Math.sin(2.4 * t + k);
    return stroke(`M${x} -150 q${s} -26 0 -48 q${-s} -24 0 -46`, "#ffffff", 8);
  };
  return [
    group(plume(-24, 0) + plume(4, 2) + plume(32, 4), 0, 0, 1, 0, 0.45 * steam),
    stroke("M62 -96 C112 -100 112 -34 60 -34", colour, 18),
    path("M-70 -134 H70 L62 -14 Q60 0 46 0 H-46 Q-60 0 -62 -14Z", colour),
    `<ellipse cx="0" cy="-134" rx="70" ry="13" fill="#fff7e6"/><ellipse cx="0" cy="-133" rx="58" ry="9" fill="#d79b5b"/>`,
  ].join("");
}

/** Rays from a point, turning. */
export function rays(x: number, y: number, colour: string, turnDeg: number, opacity: number): string {
  let out = "";
  for (let i = 0; i < 14; i++)
    out += group(path("M0 0 L-70 -1000 L70 -1000Z", colour), 0, 0, 1, (360 / 14) * i);
  return group(out, x, y, 1, turnDeg, opacity);
}

export const backdrop = (fill: string): string => rect(0, 0, WIDTH, HEIGHT, fill);
