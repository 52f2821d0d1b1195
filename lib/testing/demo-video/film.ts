import { easeInOut, HEIGHT, WIDTH } from "./drawing.ts";
import { streetScene, windowScene } from "./scenes-rain.ts";
import { packScene, productScene, sipScene, streetAgainScene } from "./scenes-warm.ts";

export const FRAMES_PER_SECOND = 30;
export const SCENE_SECONDS = 5;

const SCENES = [windowScene, streetScene, productScene, sipScene, streetAgainScene, packScene];

export const FILM_SECONDS = SCENES.length * SCENE_SECONDS;
export const FRAME_COUNT = FILM_SECONDS * FRAMES_PER_SECOND;

/** Time in which the next scene opens over the last frame of the one before. */
const WIPE_SECONDS = 0.45;

/** One frame of the film as the inside of an svg element, 1280 x 720. It depends on its index alone. */
export function frameSvg(index: number): string {
  const time = index / FRAMES_PER_SECOND;
  const at = Math.min(SCENES.length - 1, Math.floor(time / SCENE_SECONDS));
  const t = time - at * SCENE_SECONDS;
  const scene = SCENES[at];
  if (!scene) throw new RangeError(`no scene at frame ${index}`);
  const before = SCENES[at - 1];
  if (!before || t >= WIPE_SECONDS) return scene(t);
  const edge = easeInOut(t / WIPE_SECONDS) * (WIDTH + 240);
  const shape = `M0 0 H${edge} L${edge - 240} ${HEIGHT} H0Z`;
  return `${before(SCENE_SECONDS)}<clipPath id="wipe"><path d="${shape}"/></clipPath><g clip-path="url(#wipe)">${scene(t)}</g>`;
}
