import { type BatchAck, NOWHERE } from "#lib/protocol/batch-acks.ts";
import { batchCoordinates } from "#lib/protocol/batch-codec.ts";
import { type CaptureCode, type PushAck, refuse } from "#lib/protocol/capture-events.ts";
import type { Batch } from "#lib/protocol/sample.ts";
import type { Logger } from "#lib/server/log.ts";
import type { NewBatch } from "#lib/storage/append-batches.ts";
import type { CaptureContext } from "#lib/storage/load-capture-context.ts";
import { acceptBatch } from "./accept-batch.ts";
import type { AckReceiver, createAckOutbox } from "./ack-outbox.ts";
import type { CampaignWatch } from "./campaign-watch.ts";
import type { Fold } from "./fold.ts";
import type { CommitOutcome, GroupCommit } from "./group-commit.ts";
import type { IngestObserver } from "./ingest-observer.ts";
import type { createJudgeTogether } from "./judge-together.ts";
import type { createRateWindows } from "./rate-windows.ts";

/** Batches of one session in one window of RATE_WINDOW_MS; a viewer sends one a second, and after an outage what was kept. */
export const BATCHES_A_WINDOW = 200;
export const RATE_WINDOW_MS = 5_000;
/** Whoever is told to wait and sends this many all the same is not a viewer's page: the connection ends. */
const FLOOD = 2 * BATCHES_A_WINDOW;
/** Batches of one connection that may wait for their commit; a viewer's page holds the others back. */
const MAX_UNANSWERED = 32;
/** Refusals that say what may have changed since the session was looked up, and end a viewer's session. */
const MAY_BE_STALE: ReadonlySet<CaptureCode> = new Set([
  "session-closed",
  "campaign-closed",
  "calibration-missing",
  "calibration-done",
]);

export interface PushDeps {
  groupCommit: GroupCommit;
  fold: Pick<Fold, "markDirty">;
  campaigns: CampaignWatch;
  rates: ReturnType<typeof createRateWindows>;
  outbox: ReturnType<typeof createAckOutbox>;
  together: ReturnType<typeof createJudgeTogether>;
  observer: IngestObserver;
  log: Pick<Logger, "error">;
}

/** Answers a client that wants a callback called; null answers by frame. */
type Give = ((answer: PushAck) => void) | null;

export interface PushConnection extends AckReceiver {
  /** As the session was when it was last looked up. */
  known(): CaptureContext;
  /** Looks it up again; null when there is no such session any more. */
  lookUp(): Promise<CaptureContext | null>;
  end(): void;
}

/**
 * Takes the batches of one connection: judges each, hands it to the group commit, and answers it once it is
 * committed. Nothing is made for a batch but its row and its answer. A refusal that would end the session
 * is given only after the session was looked up again.
 */
export function pushBatches(connection: PushConnection, deps: PushDeps) {
  const { groupCommit, fold, campaigns, rates, outbox, together, observer, log } = deps;
  const { sessionId, campaignId } = connection.known();
  let unanswered = 0;

  function answer(segment: number, second: number, outcome: BatchAck["outcome"]): void {
    observer.answered(outcome);
    outbox.put(connection, { segment, second, outcome });
  }

  function settle(row: NewBatch, committed: CommitOutcome): void {
    unanswered--;
    if (committed === "stored" && row.segment > 0) fold.markDirty(row.videoId, campaignId);
    answer(row.segment, row.second, outcomeOf(committed));
  }

  /** A throw would end the server, and with it the frames that are judged in the same turn. */
  function judge(bytes: unknown, context: CaptureContext): ReturnType<typeof acceptBatch> {
    try {
      return acceptBatch(bytes, context, Date.now());
    } catch (error) {
      log.error({ err: error, sessionId }, "a batch could not be judged");
      return refuse("unavailable");
    }
  }

  /** Whether a batch may be looked at; if not, it was answered, or its connection ended. */
  function admits(bytes: unknown, give: Give): boolean {
    const count = rates.count(sessionId, Date.now());
    if (count > FLOOD) {
      connection.end();
      return false;
    }
    const admitted = count <= BATCHES_A_WINDOW && unanswered < MAX_UNANSWERED;
    if (!admitted) refuseWith("too-many", bytes, give);
    return admitted;
  }

  function take(bytes: unknown, give: Give): void {
    const context = connection.known();
    context.campaignStatus = campaigns.status(campaignId, context.campaignStatus);
    const judged = judge(bytes, context);
    if (judged.ok) commit(judged, give);
    else if (MAY_BE_STALE.has(judged.code)) lookUpAndJudge(bytes, give);
    else refuseWith(judged.code, bytes, give);
  }

  function takeFrame(bytes: unknown): void {
    unanswered--;
    take(bytes, null);
  }

  function lookUpAndJudge(bytes: unknown, give: Give): void {
    unanswered++;
    connection.lookUp().then(
      (context) => {
        unanswered--;
        const again = context ? judge(bytes, context) : refuse("session-closed");
        if (again.ok) commit(again, give);
        else refuseWith(again.code, bytes, give);
      },
      (error: unknown) => {
        unanswered--;
        log.error({ err: error }, "a session could not be looked up");
        refuseWith("unavailable", bytes, give);
      },
    );
  }

  function commit({ row, batch }: { row: NewBatch; batch: Batch }, give: Give): void {
    unanswered++;
    observer.accepted(batch);
    if (!give) {
      groupCommit.append(row, settle);
      return;
    }
    groupCommit.append(row, (_, committed) => {
      unanswered--;
      if (committed === "stored" && row.segment > 0) fold.markDirty(row.videoId, campaignId);
      const outcome = outcomeOf(committed);
      observer.answered(outcome);
      give(outcome === "stored" ? { ok: true } : refuse(outcome));
    });
  }

  function refuseWith(code: CaptureCode, bytes: unknown, give: Give): void {
    if (give) {
      observer.answered(code);
      give(refuse(code));
      return;
    }
    const { segment, second } = (bytes instanceof Uint8Array ? batchCoordinates(bytes) : null) ?? NOWHERE;
    answer(segment, second, code);
  }

  return {
    /** A bare frame, answered by one. */
    frame(bytes: unknown): void {
      if (!admits(bytes, null)) return;
      unanswered++;
      together.put(takeFrame, bytes);
    },
    /** The same as an event of a client that wants a callback called. */
    event(bytes: unknown, give: (answer: PushAck) => void): void {
      if (admits(bytes, give)) take(bytes, give);
    },
  };
}

function outcomeOf(committed: CommitOutcome): "stored" | CaptureCode {
  if (committed === "unavailable") return "unavailable";
  return committed === "closed" ? "session-closed" : "stored";
}

/** Whether a session flooded in this window, and so may not connect before the next. */
export function isFlooding(rates: ReturnType<typeof createRateWindows>, sessionId: number): boolean {
  return rates.counted(sessionId, Date.now()) > FLOOD;
}
