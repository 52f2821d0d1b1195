import type { BrowserContext } from "@playwright/test";
import { faceJpeg } from "#lib/testing/face-crops.ts";

export type Scene = "calm" | "laughing" | "nobody";

/** What stands before the camera at each position of the video; calm before and after it. */
export type Script = readonly { fromSecond: number; scene: Scene }[];

export const CALM_LAUGH_LEAVE: Script = [
  { fromSecond: 0, scene: "calm" },
  { fromSecond: 10, scene: "laughing" },
  { fromSecond: 20, scene: "nobody" },
];

declare global {
  interface Window {
    /** How often the page asked for the camera. */
    cameraRequests: number;
  }
}

/**
 * Replace the camera of every page of `context` by a canvas that is driven by the page's own phase and the
 * position of its video, so that what the viewer's face did is known second by second.
 */
export async function driveCamera(context: BrowserContext, script: Script = CALM_LAUGH_LEAVE): Promise<void> {
  const [calm, laughing] = await Promise.all([faceJpeg("calm"), faceJpeg("laughing")]);
  await context.addInitScript(installDrivenCamera, {
    calm: calm.toString("base64"),
    laughing: laughing.toString("base64"),
    script,
  });
}

/** Runs in the page, so it uses nothing from outside itself. */
function installDrivenCamera(given: { calm: string; laughing: string; script: Script }): void {
  window.cameraRequests = 0;
  if (!navigator.mediaDevices) return;
  const decode = (base64: string) =>
    createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]));

  /** A sensor's grain on an even grey wall. */
  const grain = () => {
    const image = new ImageData(640, 480);
    for (let i = 0; i < image.data.length; i += 4) {
      const luma = 120 + 16 * Math.random();
      image.data.set([luma, luma, luma, 255], i);
    }
    return image;
  };

  const sceneNow = (): Scene => {
    const video = document.querySelector<HTMLVideoElement>("[data-testid=stimulus]");
    if (document.documentElement.dataset.capturePhase !== "watching" || video === null) return "calm";
    return given.script.findLast((entry) => entry.fromSecond <= video.currentTime)?.scene ?? "calm";
  };

  navigator.mediaDevices.getUserMedia = async () => {
    window.cameraRequests++;
    const faces = { calm: await decode(given.calm), laughing: await decode(given.laughing) };
    const canvas = document.createElement("canvas");
    canvas.width = 640;
    canvas.height = 480;
    const pen = canvas.getContext("2d", { alpha: false });
    if (pen === null) throw new Error("no canvas");
    // Made once: drawing grain anew for every frame would starve the page that is tested.
    const emptyRoom = await Promise.all(Array.from({ length: 4 }, () => createImageBitmap(grain())));
    let frame = 0;
    setInterval(() => {
      const scene = sceneNow();
      frame++;
      const swayPx = 3 * Math.sin(frame / 10);
      if (scene === "nobody") pen.drawImage(emptyRoom[frame % 4] ?? canvas, 0, 0);
      else pen.drawImage(faces[scene], swayPx - 3, -3, 646, 486);
    }, 60);
    return canvas.captureStream(15);
  };
}
