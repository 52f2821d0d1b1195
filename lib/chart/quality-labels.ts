import { BEST_GRADE, type GradeReason, type QualityReason } from "#lib/protocol/quality.ts";
import type { DeviceKind } from "#lib/protocol/segment.ts";
import type { EndReason, SessionEvent, TrackBreak } from "#lib/protocol/session-events.ts";
import type { SessionState } from "#lib/protocol/session-list.ts";
import type { NumberWords } from "./number-words.ts";

/** What each reason says, with its figure where it has one. */
const REASON_SENTENCES: Record<QualityReason, (value: number, numbers: NumberWords) => string> = {
  coverage: (value, { percent }) => `valid expressions in ${percent(value)} of the video`,
  sampleRate: (value, { decimal }) => `${decimal(value, 1)} frames a second analysed`,
  light: (value, { percent }) => `dark picture (luma ${percent(value, 1)})`,
  contrast: () => "flat picture, little contrast",
  faceSize: (value, { percent }) => `small face (${percent(value)} of the picture's width)`,
  baseline: () => "no baseline: raw numbers only",
  stalls: (value, { percent }) => `video stood still for ${percent(value)} of its length`,
  tabSwitches: (value, { count }) =>
    value === 1 ? "left the page once" : `left the page ${count(value)} times`,
  trackBreaks: (value, { count }) =>
    value === 1 ? "the face may have changed once" : `the face may have changed ${count(value)} times`,
  memoryStorage: () => "browser kept nothing across reloads: unsent seconds may be missing",
};

export function gradeReasonText({ reason, value }: GradeReason, numbers: NumberWords): string {
  return REASON_SENTENCES[reason](value ?? 0, numbers);
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

export const SESSION_STATE_LABELS: Record<SessionState, string> = {
  open: "Watching or left early",
  finished: "Finished",
  withdrawn: "Withdrawn",
};

/** How a session stands: how its page ended, where that is known of one that did not finish. */
export function sessionStateText(session: { state: SessionState; endReason: string | null }): string {
  return endReasonText(session.endReason) ?? SESSION_STATE_LABELS[session.state];
}

/** How a page ended, as it is stored; null for what is not known. */
export function endReasonText(reason: string | null): string | null {
  return reason === null ? null : ((END_LABELS as Record<string, string>)[reason] ?? reason);
}

const BREAKS: Record<TrackBreak, string> = {
  jump: "another place or size at once",
  gap: "nobody was seen in between, and the face came back elsewhere",
};

/** What happened in a viewer's page, in a sentence. */
export function eventText(event: SessionEvent, { count, decimal }: NumberWords): string {
  const seconds = (ms: number) => `${decimal(ms / 1000, 1)} s`;
  switch (event.kind) {
    case "probed":
      return event.samplesPerSecond === 0
        ? `Camera check: ${decimal(event.sustainedPerSecond, 1)} frames a second on ${event.backend}, too slow`
        : `Camera check: ${decimal(event.sustainedPerSecond, 1)} frames a second on ${event.backend}; ${count(event.samplesPerSecond)} samples a second chosen`;
    case "rateLowered":
      return `The device did not keep up: ${count(event.from)} samples a second became ${count(event.to)}`;
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
