import type { Observation } from "#lib/capture/observation.ts";

/** What is evaluated or timed, in the page: our engine or a peer, behind one shape. */
export interface Subject {
  /** Null scores: no face. Seven scores in EXPRESSIONS order. Takes the image over. */
  analyse(image: ImageBitmap, still: boolean): Promise<Analysis>;
}

export interface Analysis {
  scores: readonly number[] | null;
  observation: Observation | null;
}

/** Messages between a page and a peer's worker. */
export type PeerRequest = { id: number; image: ImageBitmap; still: boolean };
export type PeerAnswer =
  | { type: "ready" }
  | { type: "failed"; message: string }
  | { type: "answer"; id: number; scores: number[] | null }
  | { type: "frameFailed"; id: number; message: string };

/** A peer that runs in a worker which says `ready` by itself. */
export async function workerSubject(worker: Worker): Promise<Subject> {
  const waiting = new Map<number, { resolve(analysis: Analysis): void; reject(error: Error): void }>();
  let nextId = 1;
  await new Promise<void>((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || "the worker failed"));
    worker.onmessage = ({ data }: MessageEvent<PeerAnswer>) => {
      if (data.type === "ready") resolve();
      else if (data.type === "failed") reject(new Error(data.message));
      else if (data.type === "answer")
        waiting.get(data.id)?.resolve({ scores: data.scores, observation: null });
      else waiting.get(data.id)?.reject(new Error(data.message));
    };
  });
  return {
    analyse: (image, still) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        const request: PeerRequest = { id, image, still };
        worker.postMessage(request, [image]);
      }),
  };
}

/** The worker's side: answers every request, one after another, and closes its image. */
export async function servePeer(
  scope: DedicatedWorkerGlobalScope,
  start: () => Promise<(image: ImageBitmap, still: boolean) => Promise<number[] | null>>,
): Promise<void> {
  const say = (message: PeerAnswer) => scope.postMessage(message);
  const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
  try {
    const analyse = await start();
    scope.onmessage = async ({ data: { id, image, still } }: MessageEvent<PeerRequest>) => {
      try {
        say({ type: "answer", id, scores: await analyse(image, still) });
      } catch (error) {
        say({ type: "frameFailed", id, message: wordsOf(error) });
      } finally {
        image.close();
      }
    };
    say({ type: "ready" });
  } catch (error) {
    say({ type: "failed", message: wordsOf(error) });
  }
}
