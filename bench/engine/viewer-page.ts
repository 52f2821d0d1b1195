import type { EngineAddresses } from "#lib/capture/detect-messages.ts";
import { FaceStream } from "#lib/capture/face-stream.ts";
import { SAMPLES_PER_SECOND } from "#lib/protocol/limits.ts";

/** The parts of the viewer's page that cost: camera, engine and the ad, without the studio around them. */
export interface ViewerPage {
  /** Opens engine and camera as the viewer's page does; the time from the open camera to the first analysed frame. */
  open(addresses: EngineAddresses): Promise<{ firstSampleMs: number }>;
  close(): void;
  /** Plays the video for a while and counts what was presented. */
  play(url: string, seconds: number): Promise<Played>;
}

export interface Played {
  presentedFps: number;
  longTaskMsPerSecond: number;
  samplesPerSecond: number;
}

declare global {
  interface Window {
    viewerPage?: ViewerPage;
  }
}

let stream: FaceStream | null = null;
let samples = 0;
let onSample: (() => void) | null = null;

window.viewerPage = {
  async open(addresses) {
    const first = new Promise<number>((resolve, reject) => {
      stream = new FaceStream(addresses, {
        onLoading: () => undefined,
        onReady: () => undefined,
        onEngineFailed: (why) => reject(new Error(`the engine failed: ${why}`)),
        onCamera: (state) => state !== "live" && reject(new Error(`the camera: ${state}`)),
        onResized: () => undefined,
        onBegin: () => undefined,
        onFinish: (_, observation) => {
          if (!observation) return;
          samples++;
          onSample?.();
        },
        onDropped: () => undefined,
      });
      onSample = () => resolve(performance.now());
    });
    stream?.setRate(SAMPLES_PER_SECOND);
    stream?.startEngine();
    const problem = await stream?.openCamera();
    if (problem) throw new Error(`the camera: ${JSON.stringify(problem)}`);
    const openMs = performance.now();
    return { firstSampleMs: (await first) - openMs };
  },
  close() {
    stream?.stop();
    stream = null;
  },
  async play(url, seconds) {
    const video = document.createElement("video");
    Object.assign(video, { muted: true, src: url, width: 640 });
    document.body.append(video);
    let presented = 0;
    const count = () => {
      presented++;
      video.requestVideoFrameCallback(count);
    };
    video.requestVideoFrameCallback(count);
    await video.play();
    let longTaskMs = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTaskMs += duration;
    });
    observer.observe({ type: "longtask" });
    const before = { presented, samples, ms: performance.now() };
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const tookSeconds = (performance.now() - before.ms) / 1000;
    observer.disconnect();
    video.remove();
    video.src = "";
    return {
      presentedFps: (presented - before.presented) / tookSeconds,
      longTaskMsPerSecond: longTaskMs / tookSeconds,
      samplesPerSecond: (samples - before.samples) / tookSeconds,
    };
  },
};
