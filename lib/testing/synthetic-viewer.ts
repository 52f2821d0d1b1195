import { io, type Socket } from "socket.io-client";
import type { z } from "zod";
import { encodeBatch } from "#lib/protocol/batch-codec.ts";
import {
  CAPTURE_NAMESPACE,
  type CaptureClientEvents,
  type CaptureCode,
  type CaptureServerEvents,
  calibrateAckSchema,
  finishAckSchema,
  pushAckSchema,
  type Refusal,
  resumeAckSchema,
  SOCKET_PATH,
} from "#lib/protocol/capture-events.ts";
import type { Batch } from "#lib/protocol/sample.ts";
import type { SyntheticViewing } from "./synthetic-batches.ts";

type CaptureSocket = Socket<CaptureServerEvents, CaptureClientEvents>;

const ACK_TIMEOUT_MS = 10_000;
/** Batches that one viewer has under way at a time: each waits for a group commit. */
const IN_FLIGHT = 8;
const FIRST_RETRY_MS = 100;
const RETRIES = 7;

/** The server refused for good; `code` says why. */
export class SyntheticRefusal extends Error {
  constructor(readonly code: CaptureCode) {
    super(`the server refused a synthetic viewer: ${code}`);
    this.name = "SyntheticRefusal";
  }
}

/**
 * Plays one invented viewer against the real socket server, as fast as it acknowledges: resume, calibration,
 * film, and finish unless the viewer leaves. A drop-in for lib/capture from the uplink on. What the server
 * already has is not sent again, so an interrupted viewer can be run once more.
 */
export async function runSyntheticViewer(run: {
  /** Origin of the server, http://127.0.0.1:3000. */
  url: string;
  ticket: string;
  viewing: Pick<SyntheticViewing, "calibration" | "film" | "finishes">;
}): Promise<{ sent: number }> {
  const socket: CaptureSocket = io(run.url + CAPTURE_NAMESPACE, {
    path: SOCKET_PATH,
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    auth: { ticket: run.ticket },
  });
  try {
    await connected(socket);
    const resumed = await ask(resumeAckSchema, () => wait(socket).emitWithAck("session:resume"));
    const missing = (batches: readonly Batch[]) =>
      batches.filter((batch) => !resumed.stored[batch.segment]?.includes(batch.second));
    const calibration = resumed.calibrated ? [] : missing(run.viewing.calibration);
    const film = missing(run.viewing.film);
    await pushAll(socket, calibration);
    if (!resumed.calibrated) {
      await ask(calibrateAckSchema, () => wait(socket).emitWithAck("session:calibrate"));
    }
    await pushAll(socket, film);
    if (run.viewing.finishes) {
      await ask(finishAckSchema, () => wait(socket).emitWithAck("session:finish"));
    }
    return { sent: calibration.length + film.length };
  } finally {
    socket.disconnect();
  }
}

function wait(socket: CaptureSocket) {
  return socket.timeout(ACK_TIMEOUT_MS);
}

async function connected(socket: CaptureSocket): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
}

async function pushAll(socket: CaptureSocket, batches: readonly Batch[]): Promise<void> {
  const waiting = batches.map(encodeBatch);
  const sender = async () => {
    for (let bytes = waiting.shift(); bytes; bytes = waiting.shift()) {
      const payload = bytes;
      await ask(pushAckSchema, () => wait(socket).emitWithAck("batch:push", payload));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, sender));
}

/** Asks again while the answer says that it may succeed later; throws SyntheticRefusal otherwise. */
async function ask<Good extends { ok: true }>(
  schema: z.ZodType<Good | Refusal>,
  emit: () => Promise<unknown>,
): Promise<Good> {
  for (let attempt = 0; ; attempt++) {
    const answer = schema.parse(await emit());
    if (answer.ok) return answer;
    if (!answer.retry || attempt === RETRIES) throw new SyntheticRefusal(answer.code);
    await new Promise((resolve) => setTimeout(resolve, FIRST_RETRY_MS * 2 ** attempt));
  }
}
