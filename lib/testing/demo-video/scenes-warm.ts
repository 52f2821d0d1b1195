import { bust, cat, JUN, MIRA, OLE, walker } from "./cast.ts";
import {
  between,
  circle,
  easeBack,
  easeInOut,
  easeOut,
  group,
  mix,
  mixColour,
  path,
  rect,
  risingWords,
  scatter,
  stroke,
} from "./drawing.ts";
import { AMBER, backdrop, CORAL, CREAM, can, GREEN, mug, NIGHT, rays, skyline, umbrella } from "./props.ts";

/** The product lands, opens and pours. */
export function productScene(t: number): string {
  const land = easeBack(between(t, 0.2, 0.9));
  const open = between(t, 1.7, 2.0);
  const tilt = easeInOut(between(t, 2.5, 3.1)) - easeInOut(between(t, 4.4, 4.9));
  const fill = between(t, 3.0, 4.4);
  const fizz = Array.from({ length: 22 }, (_, i) => {
    const p = (between(t, 1.7, 2.8) * 1.4 + scatter(i) * 0.2) % 1.4;
    const up = 240 * p * (0.5 + scatter(i + 5));
    return circle(
      430 + (scatter(i + 9) - 0.5) * 220 * p,
      170 - up,
      5 + 9 * scatter(i + 3),
      CREAM,
      open * (1 - between(t, 2.1, 2.8)),
    );
  }).join("");
  return [
    backdrop("#f6b35c"),
    rays(640, 380, "#f9c67f", 14 * t, 0.75),
    rect(0, 566, 1280, 154, "#b8683a"),
    rect(0, 566, 1280, 14, "#d4844f"),
    `<ellipse cx="${430 + 30 * tilt}" cy="590" rx="${130 * land}" ry="16" fill="#8a4a28"/>`,
    group(
      can(),
      mix(430, 560, tilt),
      mix(-260, mix(394, 250, tilt), land),
      1.05,
      58 * tilt + 3 * Math.sin(t * 26) * (open - between(t, 2, 2.5)),
    ),
    fizz,
    fill > 0 && fill < 1 ? stroke(`M742 186 Q800 210 812 470`, "#d79b5b", 22) : "",
    group(mug(t, CREAM, easeOut(between(t, 3.4, 4.6))), 820, 592, 1.15 * easeBack(between(t, 1.0, 1.6))),
    risingWords("Halden.", 930, 210, 84, NIGHT, between(t, 1.1, 1.6), 800),
    risingWords("Oats and ginger,", 934, 268, 34, "#5b3216", between(t, 2.0, 2.5), 600),
    risingWords("warm in a minute.", 934, 312, 34, "#5b3216", between(t, 2.3, 2.8), 600),
  ].join("");
}

/** One sip: the colour comes back, and the cat has opinions. */
export function sipScene(t: number): string {
  const sip = easeInOut(between(t, 0.4, 1.0)) - easeInOut(between(t, 1.6, 2.0));
  const warm = easeOut(between(t, 1.5, 2.3));
  const hop = easeBack(between(t, 2.7, 3.2));
  const laugh = easeOut(between(t, 3.2, 3.6));
  const giggle = laugh * 5 * Math.sin(t * 17);
  const expression = { mood: mix(mix(-0.6, 0.35, warm), 1, laugh), open: 0, eyes: sip > 0.5 ? 0.1 : 0.8 };
  return [
    backdrop("#5a6b88"),
    circle(520, 420, 1000 * warm, "#f7cf91"),
    circle(520, 420, 820 * easeOut(between(t, 1.7, 2.7)), "#fbdcaa"),
    stroke("M860 90 H1190 V360 H860Z M1025 90 V360", mixColour("#c9d2e0", "#fff4de", warm), 14),
    rect(867, 97, 151, 256, mixColour("#8fa3bf", "#9bd3e6", warm)),
    rect(1032, 97, 151, 256, mixColour("#8fa3bf", "#9bd3e6", warm)),
    circle(1110, 190, 46 * warm, "#ffe08a"),
    group(bust(MIRA, expression, giggle * 0.7 - 6 * sip), 520, 330 + giggle * 0.6, 1.45),
    rect(0, 610, 1280, 110, mixColour("#465471", "#b8683a", warm)),
    rect(0, 610, 1280, 12, mixColour("#5a6985", "#d4844f", warm)),
    group(mug(t, CREAM, 1 - sip), mix(690, 545, sip), mix(612, 470, sip), 0.85, -14 * sip),
    group(
      cat(1, hop >= 1 ? Math.sin(t * 14) : 0, t > 4.1 && t < 4.3),
      985,
      mix(980, 612, hop),
      1.15,
      giggle * 0.4,
    ),
    risingWords("Oh.", 120, 170, 84, mixColour("#e9eef6", "#24304a", warm), between(t, 2.0, 2.3), 800),
    risingWords("Biscuit agrees.", 124, 232, 38, "#5b3216", between(t, 3.5, 4.0), 600),
  ].join("");
}

/** The same street, afterwards: everybody out, the umbrella useless and welcome. */
export function streetAgainScene(t: number): string {
  const sun = easeOut(between(t, 0, 1.6));
  const laughing = { mood: 1, open: 0, eyes: 1 };
  const beat = (k: number) => -34 * Math.abs(Math.sin(t * 5.2 + k));
  const leaves = Array.from({ length: 34 }, (_, i) => {
    const y = ((scatter(i) * 760 + (90 + 60 * scatter(i + 4)) * t) % 780) - 30;
    const x = scatter(i + 12) * 1280 + 30 * Math.sin(t * 2 + i);
    const colour = [CORAL, AMBER, "#f7e29c", GREEN][i % 4] ?? CORAL;
    return group(path("M0 -12 Q12 0 0 12 Q-12 0 0 -12Z", colour), x, y, 1, 200 * t + 40 * i);
  }).join("");
  return [
    backdrop("#9bd3e6"),
    rays(980, mix(520, 190, sun), "#c3e8ee", 8 * t, 0.6),
    circle(980, mix(520, 190, sun), 92, "#ffe08a"),
    skyline(520, 30 * t, "#7fb7a8", "#d9f0d8", 11, 1.15),
    skyline(560, 66 * t, "#e58f65", "#ffe7b8", 51, 0.75),
    rect(0, 556, 1280, 164, "#d9b38c"),
    rect(0, 556, 1280, 12, "#ecd0ae"),
    `<ellipse cx="720" cy="676" rx="240" ry="16" fill="#b9dfe8"/>`,
    group(walker(OLE, laughing, t * 6, 0.9 * (0.5 + 0.5 * Math.sin(t * 5))), 330, 668 + beat(0.9), 1.08),
    group(
      walker(MIRA, laughing, t * 6 + 1, 0.8) +
        group(umbrella(1, "#f2c14e", "#e3a92f"), 62, -226, 0.9, 12 * Math.sin(t * 5.2)),
      640,
      676 + beat(0),
      1.12,
    ),
    group(walker(JUN, laughing, t * 6 + 2, 0.9 * (0.5 - 0.5 * Math.sin(t * 5))), 930, 668 + beat(1.8), 1.04),
    group(cat(1, Math.sin(t * 9), false), 1130, 690 + beat(2.4) * 0.6, 0.62),
    leaves,
  ].join("");
}

/** The pack shot. */
export function packScene(t: number): string {
  const land = easeBack(between(t, 0.1, 0.8));
  return [
    backdrop(GREEN),
    rays(400, 370, "#2a7f6a", 6 * t, 0.7),
    circle(400, 372, 262 * easeOut(between(t, 0, 0.7)), "#f3dcae"),
    `<ellipse cx="400" cy="596" rx="${140 * land}" ry="13" fill="#c9a871"/>`,
    group(can(), 400, mix(-300, 384, land), 1.14, 3 * Math.sin(t * 1.4)),
    risingWords("Halden.", 660, 330, 124, CREAM, between(t, 0.7, 1.2), 800),
    risingWords("Mornings, brightened.", 668, 398, 46, "#f7cf91", between(t, 1.2, 1.8), 600),
    group(stroke(`M670 444 H${mix(670, 1090, easeOut(between(t, 1.7, 2.5)))}`, CORAL, 6), 0, 0, 1, 0, 1),
    risingWords(
      "An invented brand, drawn for Reactline's demo.",
      670,
      640,
      22,
      "#a9d0c3",
      between(t, 2.4, 3.0),
      500,
    ),
  ].join("");
}
