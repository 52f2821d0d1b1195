import { type BatchAck, encodeBatchAcks } from "#lib/protocol/batch-acks.ts";

export interface AckReceiver {
  /** Sends bytes as one frame. */
  send(bytes: Uint8Array): unknown;
}

/**
 * Answers of one turn of the event loop, put into one message a connection: those of a flush, and of several
 * batches that came together.
 */
export function createAckOutbox() {
  const due = new Map<AckReceiver, BatchAck[]>();

  function sendAll(): void {
    const all = [...due];
    due.clear();
    for (const [receiver, acks] of all) receiver.send(encodeBatchAcks(acks));
  }

  return {
    put(receiver: AckReceiver, ack: BatchAck): void {
      if (due.size === 0) setImmediate(sendAll);
      const acks = due.get(receiver);
      if (acks) acks.push(ack);
      else due.set(receiver, [ack]);
    },
  };
}
