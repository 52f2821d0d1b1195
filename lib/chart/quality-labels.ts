import { BEST_GRADE, type GradeReason, type QualityReason } from "#lib/protocol/quality.ts";
import type { DeviceKind } from "#lib/protocol/segment.ts";
import type { EndReason, SessionEvent, TrackBreak } from "#lib/protocol/session-events.ts";
import { percent } from "./axis-format.ts";

const one = (value: number) => value.toFixed(1);

/** What each reason says, with its figure where it has one. */
const REASON_SENTENCES: Record<QualityReason, (value: number | null) => string> = {
  coverage: (value) => `valid expressions in ${percent(value ?? 0)} of the video`,
  sampleRate: (value) => `${one(value ?? 0)} frames a second analysed`,
  light: (value) => `dark picture (luma ${one(100 * (value ?? 0))}%)`,
  contrast: () => "flat picture, little contrast",
  faceSize: (value) => `small face (${percent(value ?? 0)} of the picture's width)`,
  baseline: () => "no baseline: raw numbers only",
  stalls: (value) => `video stood still for ${percent(value ?? 0)} of its length`,
  tabSwitches: (value) => (value === 1 ? "left the page once" : `left the page ${value ?? 0} times`),
  trackBreaks: (value) =>
    value === 1 ? "the face may have changed once" : `the face may have changed ${value ?? 0} times`,
  memoryStorage: () => "browser kept nothing across reloads: unsent seconds may be missing",
};

export function gradeReasonText({ reason, value }: GradeReason): string {
  return REASON_SENTENCES[reason](value);
}

/** A grade in words, for those who do not know the scale. */
export function gradeText(grade: number): string {
  return `${grade} of ${BEST_GRADE}`;
}

export const DEVICE_LABELS: Record<DeviceKind, string> = {
  phone: "Phone",
  tablet: "Tablet",
  computer: "Computer",
};

const END_LABELS: Record<EndReason, string> = {
  left: "Left early",
  deviceTooSlow: "Device too slow",
  engine: "Measurement could not run",
  video: "Video could not be played",
  unexpected: "Ended by a fault",
};

/** How a page ended, as it is stored; null for what is not known. */
export function endReasonText(reason: string | null): string | null {
  return reason === null ? null : ((END_LABELS as Record<string, string>)[reason] ?? reason);
}

const BREAKS: Record<TrackBreak, string> = {
  jump: "another place or size at once",
  gap: "nobody was seen in between, and the face came back elsewhere",
};

const seconds = (ms: number) => `${one(ms / 1000)} s`;

/** What happened in a viewer's page, in a sentence. */
export function eventText(event: SessionEvent): string {
  switch (event.kind) {
    case "probed":
      return event.samplesPerSecond === 0
        ? `Camera check: ${one(event.sustainedPerSecond)} frames a second on ${event.backend}, too slow`
        : `Camera check: ${one(event.sustainedPerSecond)} frames a second on ${event.backend}; ${event.samplesPerSecond} samples a second chosen`;
    case "rateLowered":
      return `The device did not keep up: ${event.from} samples a second became ${event.to}`;
    case "engineFailed":
      return event.again
        ? `The measurement failed and was started again (${event.why})`
        : `The measurement failed for good (${event.why})`;
    case "engineReady":
      return `The measurement runs on ${event.backend}`;
    case "cameraLost":
      return {
        ended: "The camera was unplugged or taken",
        muted: "The camera gave no picture",
        frames: "The camera's frames stopped",
      }[event.how];
    case "cameraBack":
      return "The camera came back";
    case "slept":
      return `The device slept or was busy for ${seconds(event.ms)}`;
    case "tabLeft":
      return `The page was left for ${seconds(event.ms)}${event.watching ? ", the video waited" : ""}`;
    case "cameraResized":
      return `The camera's picture became ${event.width} x ${event.height}: the device was turned`;
    case "trackBreak":
      return `The face may be another person's from second ${event.second} on: ${BREAKS[event.why]}`;
    case "returned":
      return "The viewer came back";
    case "ended":
      return END_LABELS[event.why];
  }
}
