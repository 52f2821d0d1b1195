import { bust, MIRA, walker } from "./cast.ts";
import {
  between,
  circle,
  easeInOut,
  easeOut,
  group,
  mix,
  path,
  rect,
  risingWords,
  scatter,
  stroke,
} from "./drawing.ts";
import { backdrop, mug, NIGHT, rain, skyline, umbrella } from "./props.ts";

/** Monday at a window: grey, slow, a face that has not arrived yet. */
export function windowScene(t: number): string {
  const breath = Math.sin(t * 1.6);
  const nod = 8 * easeInOut(between(t, 1.6, 3)) + 1.5 * breath;
  const view = [
    rect(0, 0, 620, 430, "#8fa3bf"),
    skyline(430, 8 * t, "#6a7f9f", "#93a7c2", 3, 0.9),
    skyline(430, 20 * t, "#4d6285", "#c8b98f", 31, 0.55),
    rain(t, "#dbe6f4", 80, 0.12, 0.65),
  ].join("");
  const trickles = Array.from({ length: 7 }, (_, i) => {
    const y = (scatter(i + 8) * 430 + 70 * t * (0.5 + scatter(i))) % 470;
    return stroke(`M${60 + 85 * i} ${y - 60} q6 30 0 60`, "#dbe6f488", 4);
  }).join("");
  return [
    backdrop("#33405c"),
    rect(0, 560, 1280, 160, "#2a344d"),
    `<clipPath id="pane"><rect x="90" y="84" width="620" height="430" rx="10"/></clipPath>`,
    `<g clip-path="url(#pane)">${group(view + trickles, 90, 84)}</g>`,
    stroke("M90 84 H710 V514 H90Z M400 84 V514", "#e9e2d4", 16),
    rect(62, 514, 676, 26, "#e9e2d4", 6),
    group(
      `${rect(-50, -38, 100, 38, "#1d2740", 8)}<text x="0" y="-10" font-size="26" font-weight="700" text-anchor="middle" fill="#ff8a70">${t % 1 < 0.5 ? "6:47" : "6 47"}</text>`,
      170,
      514,
    ),
    group(mug(t, "#7a88a3", 0), 620, 516, 0.55),
    group(
      bust(MIRA, { mood: -0.75, open: 0, eyes: t % 2.3 > 2 ? 0.1 : 0.5 }, nod),
      985,
      392 + 4 * breath,
      1.35,
    ),
    risingWords("Monday. Again.", 90, 652, 56, "#e9eef6", between(t, 0.7, 1.3)),
  ].join("");
}

/** A street: a gust turns the umbrella, a bus does the rest. */
export function streetScene(t: number): string {
  const gust = easeOut(between(t, 1.9, 2.2));
  const bus = mix(-900, 2100, between(t, 2.7, 4.3));
  const splash = between(t, 3.3, 4.2);
  const shock = between(t, 1.95, 2.15);
  const x = mix(180, 600, easeOut(between(t, 0, 2.2)));
  const walking = t < 2.1 ? t * 9 : 0;
  const drops = Array.from({ length: 26 }, (_, i) => {
    const away = (scatter(i) - 0.5) * 620;
    const height = 330 * scatter(i + 60) + 60;
    const y = 640 - height * 4 * splash * (1 - splash);
    return circle(
      x + 40 + away * splash,
      y,
      5 + 8 * scatter(i + 20),
      "#b9d2ea",
      splash > 0 && splash < 1 ? 0.9 : 0,
    );
  }).join("");
  return [
    backdrop("#a7b6c9"),
    skyline(520, 30 * t, "#8496b0", "#a9b8cc", 11, 1.15),
    skyline(560, 66 * t, "#63779a", "#f0d79a", 51, 0.75),
    rect(0, 556, 1280, 164, "#4a556b"),
    rect(0, 556, 1280, 12, "#6d7890"),
    `<ellipse cx="720" cy="668" rx="240" ry="20" fill="#7d93b4"/><ellipse cx="240" cy="690" rx="150" ry="13" fill="#7d93b4"/>`,
    group(busBody(t), bus, 596, 1),
    group(
      walker(
        MIRA,
        {
          mood: shock > 0 ? -0.3 : -0.55,
          open: shock * (splash > 0.9 ? 0.35 : 0.9),
          eyes: shock > 0 ? 1.25 : 0.7,
        },
        walking,
        0.55,
      ) +
        group(
          umbrella(gust, "#f2c14e", "#e3a92f"),
          62,
          -172,
          0.9,
          mix(4, 24, gust) + 4 * Math.sin(t * 11) * gust,
        ),
      x,
      672,
      1.12,
    ),
    drops,
    rain(t, "#e6eef8", 110, mix(0.2, 0.7, gust), 0.6),
    gustLines(t),
    risingWords("Of course.", 880, 150, 58, NIGHT, between(t, 3.7, 4.2)),
  ].join("");
}

function busBody(t: number): string {
  const wheel = (x: number) => circle(x, 40, 42, "#20242f") + circle(x, 40, 18, "#8c93a3");
  const windows = Array.from({ length: 5 }, (_, i) =>
    rect(-350 + 132 * i, -168, 112, 88, "#cfe0f2", 10),
  ).join("");
  return group(
    [
      rect(-390, -210, 760, 240, "#b5413a", 30),
      windows,
      rect(-390, -50, 760, 16, "#f1e4cf"),
      wheel(-240),
      wheel(230),
    ].join(""),
    0,
    3 * Math.sin(t * 30),
  );
}

function gustLines(t: number): string {
  const p = between(t, 1.7, 2.6);
  if (p === 0 || p === 1) return "";
  return [190, 260, 330, 410]
    .map((y, i) => path(`M${mix(-500, 1400, p) + 60 * i} ${y} q120 -22 260 0 q-120 -8 -260 0Z`, "#f4f8fd"))
    .join("");
}
