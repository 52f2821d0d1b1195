import * as parser from "socket.io-parser";
import { CAPTURE_NAMESPACE } from "./capture-events.ts";

const PUSH = "batch:push";
const ACKS = "batch:acks";

/**
 * Socket.IO parsers (its documented `parser` option) that put what a viewer's connection sends all the time, a
 * batch or the answers to batches, into one binary frame that is nothing but its bytes. Everything else travels
 * as Socket.IO's own parser writes it, and a client that has only that one is understood, too.
 */
export const serverParser = parserOf({ sends: ACKS, receives: PUSH });
export const clientParser = parserOf({ sends: PUSH, receives: ACKS });

/** What a decoder of these parsers is given to hand frames to, instead of making an event of each. */
export interface FrameSource {
  takeFrames: ((bytes: unknown) => void) | null;
}

/** Whether something is a decoder of these parsers. */
export function isFrameSource(decoder: unknown): decoder is FrameSource {
  return decoder instanceof serverParser.Decoder || decoder instanceof clientParser.Decoder;
}

function parserOf({ sends, receives }: { sends: string; receives: string }) {
  class FrameEncoder extends parser.Encoder {
    override encode(packet: parser.Packet) {
      const { type, nsp, id, data } = packet;
      const isFrame =
        type === parser.PacketType.EVENT &&
        id === undefined &&
        data[0] === sends &&
        nsp === CAPTURE_NAMESPACE;
      return isFrame ? [data[1]] : super.encode(packet);
    }
  }

  class FrameDecoder extends parser.Decoder {
    /** Binary frames that belong to a text frame before them. */
    private attachments = 0;
    /** Set by who takes frames itself: an event of Socket.IO costs two turns of Node's queue and as much again. */
    takeFrames: FrameSource["takeFrames"] = null;

    override add(chunk: unknown): void {
      if (typeof chunk === "string") {
        super.add(chunk);
        this.attachments = attachmentsOf(chunk);
      } else if (this.attachments > 0) {
        this.attachments--;
        super.add(chunk);
      } else {
        const bytes = chunk instanceof ArrayBuffer ? new Uint8Array(chunk) : chunk;
        if (this.takeFrames) this.takeFrames(bytes);
        else {
          const data = [receives, bytes];
          this.emitReserved("decoded", { type: parser.PacketType.EVENT, nsp: CAPTURE_NAMESPACE, data });
        }
      }
    }

    override destroy(): void {
      this.takeFrames = null;
      super.destroy();
    }
  }
  return { Encoder: FrameEncoder, Decoder: FrameDecoder };
}

/** Of a packet that the decoder took: a binary event or answer says how many frames follow, "51-…". */
function attachmentsOf(text: string): number {
  const type = Number(text[0]);
  if (type !== parser.PacketType.BINARY_EVENT && type !== parser.PacketType.BINARY_ACK) return 0;
  return Number(text.slice(1, text.indexOf("-")));
}
