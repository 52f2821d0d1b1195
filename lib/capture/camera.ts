/** Each way in which there is no camera; the viewer gets its own help for each. */
export type CameraProblem =
  | "insecureContext"
  | "unsupported"
  | "denied"
  | "deniedBySystem"
  | "dismissed"
  | "noCamera"
  | "inUse"
  | "overconstrained"
  | "failed";

export interface Camera {
  stream: MediaStream;
  track: MediaStreamTrack;
  /** Called once when the track ends by itself, and each time that it is muted or comes back. */
  onChange(listener: (state: "live" | "muted" | "ended") => void): void;
  /** Stops every track of the stream; the camera's light goes out. */
  stop(): void;
}

export type CameraResult = { ok: true; camera: Camera } | { ok: false; problem: CameraProblem };

/** What `openCamera` needs of the browser. */
export interface CameraBrowser {
  isSecureContext: boolean;
  getUserMedia: ((constraints: MediaStreamConstraints) => Promise<MediaStream>) | null;
  /** "granted", "denied", "prompt", or null where the browser does not tell. */
  permission(): Promise<string | null>;
}

// The engine sees 320x240 at 15 a second; more than this only heats the device.
const WANTED: MediaTrackConstraints = {
  facingMode: "user",
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 30, max: 30 },
};

/** Asks for the viewer's camera, without sound. Never throws: a problem is a result. */
export async function openCamera(browser: CameraBrowser = currentBrowser()): Promise<CameraResult> {
  if (!browser.isSecureContext) return { ok: false, problem: "insecureContext" };
  if (!browser.getUserMedia) return { ok: false, problem: "unsupported" };
  try {
    return await ask(browser.getUserMedia, WANTED);
  } catch (error) {
    const problem = await problemOf(error, browser);
    if (problem !== "overconstrained") return { ok: false, problem };
  }
  try {
    return await ask(browser.getUserMedia, true);
  } catch (error) {
    return { ok: false, problem: await problemOf(error, browser) };
  }
}

async function ask(
  getUserMedia: NonNullable<CameraBrowser["getUserMedia"]>,
  video: MediaTrackConstraints | boolean,
): Promise<CameraResult> {
  const stream = await getUserMedia({ video, audio: false });
  const track = stream.getVideoTracks()[0];
  if (!track || track.readyState === "ended") {
    for (const each of stream.getTracks()) each.stop();
    return { ok: false, problem: "noCamera" };
  }
  return { ok: true, camera: wrap(stream, track) };
}

function wrap(stream: MediaStream, track: MediaStreamTrack): Camera {
  return {
    stream,
    track,
    onChange(listener) {
      track.addEventListener("ended", () => listener("ended"), { once: true });
      track.addEventListener("mute", () => listener("muted"));
      track.addEventListener("unmute", () => listener("live"));
    },
    stop() {
      for (const each of stream.getTracks()) each.stop();
    },
  };
}

async function problemOf(error: unknown, browser: CameraBrowser): Promise<CameraProblem> {
  if (!(error instanceof Error)) return "failed";
  switch (error.name) {
    case "NotAllowedError":
    case "PermissionDeniedError":
    case "SecurityError":
      return refusalOf(error.message, await browser.permission());
    case "NotFoundError":
    case "DevicesNotFoundError":
      return "noCamera";
    case "NotReadableError":
    case "TrackStartError":
    case "AbortError":
      return "inUse";
    case "OverconstrainedError":
    case "ConstraintNotSatisfiedError":
      return "overconstrained";
    case "TypeError":
      return "unsupported";
    default:
      return "failed";
  }
}

// The three share one error name; browsers tell them apart by the permission's state and in the message.
function refusalOf(message: string, permission: string | null): CameraProblem {
  if (/by system/i.test(message)) return "deniedBySystem";
  if (/dismissed/i.test(message)) return "dismissed";
  if (/permission denied/i.test(message) || permission !== "prompt") return "denied";
  return "dismissed";
}

function currentBrowser(): CameraBrowser {
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  return {
    isSecureContext: window.isSecureContext,
    getUserMedia: devices?.getUserMedia ? (constraints) => devices.getUserMedia(constraints) : null,
    async permission() {
      try {
        return (await navigator.permissions.query({ name: "camera" })).state;
      } catch {
        return null;
      }
    },
  };
}
