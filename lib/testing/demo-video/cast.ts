import { circle, group, mix, path, rect, stroke } from "./drawing.ts";

export interface Look {
  skin: string;
  hair: string;
  coat: string;
  scarf: string;
}

export const MIRA: Look = { skin: "#e8b48f", hair: "#3a2a2c", coat: "#c8553d", scarf: "#f2c14e" };
export const OLE: Look = { skin: "#8d5a3c", hair: "#221a1d", coat: "#2f6f73", scarf: "#f4efe6" };
export const JUN: Look = { skin: "#f1c7a2", hair: "#6b4a2f", coat: "#5a4e8c", scarf: "#e88d67" };

/** How a face stands: mood from -1 (glum) to 1 (laughing), open mouth 0..1 for surprise, eyes 0 shut .. 1 wide. */
export interface Face {
  mood: number;
  open: number;
  eyes: number;
}

function face({ mood, open, eyes }: Face, hair: string): string {
  const curve = mix(-13, 22, (mood + 1) / 2);
  const laugh = Math.max(0, mood - 0.45) / 0.55;
  const mouth =
    open > 0.05
      ? `<ellipse cx="0" cy="30" rx="${11 + 3 * open}" ry="${4 + 15 * open}" fill="#6b2a2f"/>`
      : laugh > 0.05
        ? path(`M-25 20 Q0 ${20 + curve * 1.9} 25 20 Q0 ${24 + 3 * laugh} -25 20Z`, "#6b2a2f")
        : stroke(`M-18 ${27 - curve * 0.25} Q0 ${27 + curve} 18 ${27 - curve * 0.25}`, "#6b2a2f", 5);
  const brow = mix(7, -3, (mood + 1) / 2) - 13 * open;
  const eye = (x: number) =>
    laugh > 0.6
      ? stroke(`M${x - 9} -4 Q${x} -15 ${x + 9} -4`, "#2a2130", 5)
      : eyes < 0.15
        ? stroke(`M${x - 9} -4 Q${x} 3 ${x + 9} -4`, "#2a2130", 5)
        : `<ellipse cx="${x}" cy="-5" rx="6" ry="${7 * eyes}" fill="#2a2130"/>`;
  return [
    eye(-23),
    eye(23),
    stroke(`M-34 ${-24 + brow * 0.3} L-13 ${-27 + brow * -0.5}`, hair, 5),
    stroke(`M34 ${-24 + brow * 0.3} L13 ${-27 + brow * -0.5}`, hair, 5),
    circle(-37, 17, 10, "#e2725b", 0.25 + 0.35 * laugh),
    circle(37, 17, 10, "#e2725b", 0.25 + 0.35 * laugh),
    mouth,
  ].join("");
}

/** Head and shoulders; the origin is the middle of the head, the head about 120 wide. */
export function bust(look: Look, expression: Face, tiltDeg = 0): string {
  const head = [
    path("M-66 -8 C-78 -92 78 -92 66 -8 L60 46 C40 30 -40 30 -60 46Z", look.hair),
    `<ellipse cx="0" cy="0" rx="56" ry="63" fill="${look.skin}"/>`,
    path("M-60 -14 C-52 -84 58 -84 60 -16 C36 -24 14 -44 -4 -44 C-18 -34 -40 -18 -60 -14Z", look.hair),
    face(expression, look.hair),
  ].join("");
  return [
    path("M-128 300 C-128 160 -92 104 0 100 C92 104 128 160 128 300Z", look.coat),
    rect(-21, 46, 42, 66, look.skin, 18),
    path("M-50 92 C-30 118 30 118 50 92 L56 122 C30 146 -30 146 -56 122Z", look.scarf),
    group(head, 0, 20, 1, tiltDeg),
  ].join("");
}

/** Full figure in profile-free flat style, feet at the origin, about 300 tall; `stride` in radians. */
export function walker(look: Look, expression: Face, stride: number, armRaise: number): string {
  const swing = 26 * Math.sin(stride);
  const bob = -5 * Math.abs(Math.cos(stride));
  const armY = mix(-92, -268, armRaise);
  return [
    stroke(`M-12 -92 L${-12 + swing} -4`, "#2b2f45", 22),
    stroke(`M12 -92 L${12 - swing} -4`, "#2b2f45", 22),
    stroke(`M${-18 + swing} -3 h20`, "#1d2033", 13),
    stroke(`M${6 - swing} -3 h20`, "#1d2033", 13),
    group(
      [
        path("M-52 -78 C-56 -160 -40 -196 0 -198 C40 -196 56 -160 52 -78Z", look.coat),
        stroke(`M-40 -168 Q-66 -130 ${-50 - swing * 0.3} -96`, look.coat, 24),
        group(bustHead(look, expression), 0, -240, 0.62),
        stroke(`M40 -168 Q74 ${mix(-130, -190, armRaise)} 62 ${armY}`, look.coat, 24),
        circle(62, armY, 12, look.skin),
      ].join(""),
      0,
      bob,
    ),
  ].join("");
}

function bustHead(look: Look, expression: Face): string {
  return [
    path("M-66 -8 C-78 -92 78 -92 66 -8 L60 46 C40 30 -40 30 -60 46Z", look.hair),
    rect(-20, 44, 40, 40, look.skin, 14),
    `<ellipse cx="0" cy="0" rx="56" ry="63" fill="${look.skin}"/>`,
    path("M-60 -14 C-52 -84 58 -84 60 -16 C36 -24 14 -44 -4 -44 C-18 -34 -40 -18 -60 -14Z", look.hair),
    face(expression, look.hair),
    path("M-46 66 C-26 92 26 92 46 66 L50 92 C26 112 -26 112 -50 92Z", look.scarf),
  ].join("");
}

/** The cat Biscuit, sitting; the origin is between its paws. `foam` paints a milk moustache, `ears` -1..1 wiggles. */
export function cat(foam: number, ears: number, blink: boolean): string {
  const fur = "#e9a15b";
  const dark = "#c97b3a";
  const eye = (x: number) =>
    blink ? stroke(`M${x - 9} -138 h18`, "#2a2130", 5) : circle(x, -138, 8, "#2a2130");
  return [
    stroke(`M62 -24 C130 -30 128 -110 ${104 + 10 * ears} -128`, fur, 24),
    path("M-74 0 C-82 -90 -50 -112 0 -112 C50 -112 82 -90 74 0Z", fur),
    path(`M-62 -176 L${-60 - 6 * ears} -226 L-20 -196Z`, fur),
    path(`M62 -176 L${60 + 6 * ears} -226 L20 -196Z`, fur),
    `<ellipse cx="0" cy="-142" rx="72" ry="60" fill="${fur}"/>`,
    stroke("M-12 -198 v20 M0 -200 v24 M12 -198 v20", dark, 6),
    eye(-27),
    eye(27),
    path("M-8 -122 h16 l-8 10Z", "#a4503f"),
    stroke("M0 -112 Q-10 -100 -22 -106 M0 -112 Q10 -100 22 -106", "#a4503f", 4),
    group(
      path(
        "M-44 -112 C-40 -134 -10 -128 0 -117 C10 -128 40 -134 44 -112 C30 -96 8 -100 0 -106 C-8 -100 -30 -96 -44 -112Z",
        "#fffdf6",
      ),
      0,
      0,
      1,
      0,
      foam,
    ),
    stroke("M-60 -118 h-34 M-60 -108 l-32 8 M60 -118 h34 M60 -108 l32 8", "#fff4de", 3),
    circle(-34, -4, 20, fur),
    circle(34, -4, 20, fur),
  ].join("");
}
