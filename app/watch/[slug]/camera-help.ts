import type { CameraProblem } from "#lib/capture/camera.ts";

/** What each problem is, and what the viewer can do about it. */
export const CAMERA_HELP: Record<CameraProblem, { title: string; steps: readonly string[] }> = {
  denied: {
    title: "The browser blocks the camera on this page",
    steps: [
      "Tap the camera or lock sign beside the page's address.",
      "Set the camera to “Allow”.",
      "Come back here and try again.",
    ],
  },
  deniedBySystem: {
    title: "Your device blocks the camera for this browser",
    steps: [
      "Open your device's settings, then Privacy, then Camera.",
      "Allow your browser to use it.",
      "Come back here and try again. Some devices want the browser restarted.",
    ],
  },
  dismissed: {
    title: "The question was closed without an answer",
    steps: ["Try again, and choose “Allow” when the browser asks for the camera."],
  },
  noCamera: {
    title: "No camera was found",
    steps: [
      "Connect a camera, or open its cover or switch.",
      "Or open the same link on a phone or laptop that has one.",
    ],
  },
  inUse: {
    title: "The camera is busy",
    steps: [
      "Close other programs and tabs that use it, such as a video call.",
      "If that does not help, restart the browser.",
    ],
  },
  overconstrained: {
    title: "This camera cannot be used",
    steps: ["Choose another camera in your browser's settings, or open the link on another device."],
  },
  insecureContext: {
    title: "The camera needs a secure address",
    steps: ["Open the link with https:// at its start, or ask whoever sent it for the right address."],
  },
  unsupported: {
    title: "This browser cannot use a camera here",
    steps: [
      "Open the link in an up-to-date Chrome, Edge, Firefox or Safari.",
      "Inside another app, choose “Open in browser”.",
    ],
  },
  failed: {
    title: "The camera did not start",
    steps: ["Try again. If that does not help, restart the browser or use another device."],
  },
};
