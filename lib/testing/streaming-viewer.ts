import { setTimeout as delay } from "node:timers/promises";
import { memoryStore } from "#lib/capture/batch-store.ts";
import { openCaptureSocket } from "#lib/capture/capture-socket.ts";
import { Uplink } from "#lib/capture/uplink.ts";
import type { UplinkState } from "#lib/capture/uplink-progress.ts";
import type { Batch } from "#lib/protocol/sample.ts";

export interface StreamingViewer {
  /** Everything was sent, acknowledged, and the session finished. Rejects when the server refused for good. */
  done: Promise<void>;
  state(): UplinkState;
  /** Bytes of every batch that was handed over, by `segment/second`. */
  sent: ReadonlyMap<string, Uint8Array>;
  /** Those of them that the server has acknowledged. */
  acknowledged: ReadonlySet<string>;
  close(): void;
}

/**
 * A viewer's browser from the uplink on, with the product's own code: batches are handed over in open loop, whatever
 * the network does, kept until they are acknowledged, and the session is finished when all are.
 */
export function streamingViewer(viewer: {
  /** Where to connect, http://127.0.0.1:port. */
  origin: string;
  ticket: () => Promise<string>;
  firstTicket: string;
  calibration: readonly Batch[];
  film: readonly Batch[];
  batchEveryMs: number;
}): StreamingViewer {
  const store = memoryStore();
  const sent = new Map<string, Uint8Array>();
  const acknowledged = new Set<string>();
  const keyOf = ({ segment, second }: { segment: number; second: number }) => `${segment}/${second}`;
  const uplink = new Uplink({
    store: {
      ...store,
      async put(batch) {
        sent.set(keyOf(batch), batch.bytes);
        await store.put(batch);
      },
      async remove(key) {
        acknowledged.add(keyOf(key));
        await store.remove(key);
      },
    },
    openSocket: (ticket) => openCaptureSocket(ticket, viewer.origin),
    ticket: viewer.firstTicket,
    renewTicket: viewer.ticket,
    onChange: () => {},
  });

  async function hand(batches: readonly Batch[]): Promise<void> {
    for (const batch of batches) {
      await uplink.push(batch);
      await delay(viewer.batchEveryMs);
    }
  }

  async function watch(): Promise<void> {
    await uplink.open();
    await hand(viewer.calibration);
    await uplink.calibrate();
    await hand(viewer.film);
    await uplink.finish();
  }

  return { done: watch(), state: () => uplink.state, sent, acknowledged, close: () => uplink.close() };
}
