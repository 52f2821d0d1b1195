import { BINARY_FRAME, TEXT_FRAME, type WirePart } from "./websocket-frames.ts";

/** One or more frames that belong together. */
export interface WireMessage {
  bytes: Buffer;
  /** An event, whole: sent once more it is a correct message again. */
  repeatable: boolean;
}

/** Engine.IO's "message" and then Socket.IO's "event", or "binary event" with its number of attachments. */
const EVENT = /^42/;
const BINARY_EVENT = /^45(\d+)-/;

/**
 * Puts together the frames of one Socket.IO message: a binary event is a text frame and a frame for each of its
 * attachments. A binary frame that no text frame announced is a message of its own, as a parser of one frame a
 * message makes them.
 */
export function messageGrouper(): (part: WirePart) => WireMessage[] {
  let pending: Buffer[] = [];
  let attachments = 0;

  return (part) => {
    if (part.kind === "raw") return [{ bytes: part.bytes, repeatable: false }];
    const { bytes, opcode, payload } = part.frame;
    if (opcode === BINARY_FRAME && attachments > 0) {
      pending.push(bytes);
      attachments--;
      if (attachments > 0) return [];
      const whole = Buffer.concat(pending);
      pending = [];
      return [{ bytes: whole, repeatable: true }];
    }
    const text = opcode === TEXT_FRAME ? payload.subarray(0, 12).toString("latin1") : "";
    const announced = Number(BINARY_EVENT.exec(text)?.[1] ?? 0);
    if (announced > 0) {
      pending = [bytes];
      attachments = announced;
      return [];
    }
    return [{ bytes, repeatable: opcode === BINARY_FRAME || EVENT.test(text) }];
  };
}
