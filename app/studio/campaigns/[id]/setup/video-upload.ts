import { DetailedError, defaultOptions, Upload } from "tus-js-client";
import { ApiError } from "#app/studio/api-client/fetch-json.ts";
import { sendJson } from "#app/studio/api-client/send-json.ts";
import { createdSchema } from "#lib/protocol/campaign-setup.ts";
import { errorResponse } from "#lib/protocol/session-api.ts";
import { readVideoFile, UnusableFileError, type VideoFacts } from "./read-video-file.ts";

/** What the page shows of an upload; replaced, never changed. */
export type UploadState =
  | { step: "idle" }
  | { step: "reading"; file: string }
  | { step: "checking"; file: string }
  | { step: "sending"; file: string; sentBytes: number; totalBytes: number }
  | { step: "paused"; file: string; sentBytes: number; totalBytes: number }
  /** `resumable`: what was sent is kept, and trying again continues there. */
  | { step: "failed"; file: string; problem: string; resumable: boolean };

/** Small enough that little is lost when a connection ends, and for proxies that hold a request back. */
const CHUNK_BYTES = 8 * 1024 * 1024;
const RETRY_AFTER_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000];

/**
 * Brings one file of this computer into a campaign: reads it here, sends it in parts, and has the server look
 * at it. What was sent of the same file before, be it before a reload, is not sent again.
 */
export class VideoUpload {
  #state: UploadState = { step: "idle" };
  #listeners = new Set<() => void>();
  #campaignId: number;
  #onAdded: (title: string) => void;
  #file: File | null = null;
  #facts: VideoFacts | null = null;
  #upload: Upload | null = null;

  constructor(options: { campaignId: number; onAdded: (title: string) => void }) {
    this.#campaignId = options.campaignId;
    this.#onAdded = options.onAdded;
  }

  getState = (): UploadState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** `most`: size of the largest file that is taken, with its words for who chose a larger one. */
  async begin(file: File, most: { bytes: number; words: string }): Promise<void> {
    this.#file = file;
    if (file.size > most.bytes) {
      this.#fail(`This file has more than ${most.words}.`, false);
      return;
    }
    this.#set({ step: "reading", file: file.name });
    try {
      this.#facts = await readVideoFile(file);
    } catch (error) {
      this.#fail(error instanceof UnusableFileError ? error.message : "This file cannot be read.", false);
      return;
    }
    this.#upload = this.#newUpload(file);
    const [previous] = await this.#upload.findPreviousUploads();
    if (previous) this.#upload.resumeFromPreviousUpload(previous);
    this.resume();
  }

  resume(): void {
    const file = this.#file;
    if (!file || !this.#upload) return;
    const sentBytes = "sentBytes" in this.#state ? this.#state.sentBytes : 0;
    this.#set({ step: "sending", file: file.name, sentBytes, totalBytes: file.size });
    this.#upload.start();
  }

  async pause(): Promise<void> {
    if (this.#state.step !== "sending") return;
    this.#set({ ...this.#state, step: "paused" });
    await this.#upload?.abort();
  }

  /** Gives the upload up, here and on the server. */
  async cancel(): Promise<void> {
    const upload = this.#upload;
    this.#forget();
    await upload?.abort(true).catch(() => {});
  }

  /** The page goes; what was sent stays on the server. */
  leave(): void {
    void this.#upload?.abort().catch(() => {});
  }

  #newUpload(file: File): Upload {
    return new Upload(file, {
      endpoint: `/api/campaigns/${this.#campaignId}/uploads`,
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRY_AFTER_MS,
      metadata: { name: file.name },
      onProgress: (sentBytes, totalBytes) => {
        if (this.#state.step === "sending") this.#set({ ...this.#state, sentBytes, totalBytes });
      },
      onError: (error) => this.#fail(sentenceOf(error), true),
      onSuccess: () => void this.#register(),
    });
  }

  async #register(): Promise<void> {
    const [file, facts, address] = [this.#file, this.#facts, this.#upload?.url];
    if (!file || !facts || !address) return;
    this.#set({ step: "checking", file: file.name });
    const title = file.name.replace(/\.[^.]*$/, "").slice(0, 120) || "Video";
    const uploadId = address.slice(address.lastIndexOf("/") + 1);
    try {
      await sendJson(
        "POST",
        `/api/campaigns/${this.#campaignId}/videos`,
        { uploadId, title, ...facts },
        createdSchema,
      );
    } catch (error) {
      const refused = error instanceof ApiError && error.code === "unusable-video";
      if (refused) await forgetAddress(address);
      this.#fail(error instanceof ApiError ? error.message : "The video could not be added.", !refused);
      return;
    }
    await forgetAddress(address);
    this.#forget();
    this.#onAdded(title);
  }

  #forget(): void {
    this.#file = null;
    this.#facts = null;
    this.#upload = null;
    this.#set({ step: "idle" });
  }

  #fail(problem: string, resumable: boolean): void {
    this.#set({ step: "failed", file: this.#file?.name ?? "", problem, resumable });
  }

  #set(state: UploadState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** Names of files whose upload to this campaign began in this browser and did not end. */
export async function interruptedUploads(campaignId: number): Promise<string[]> {
  const uploads = (await defaultOptions.urlStorage?.findAllUploads()) ?? [];
  return uploads
    .filter(({ uploadUrl }) => uploadUrl?.includes(`/api/campaigns/${campaignId}/uploads/`))
    .map(({ metadata }) => metadata.name ?? "")
    .filter((name) => name !== "");
}

async function forgetAddress(address: string): Promise<void> {
  const storage = defaultOptions.urlStorage;
  for (const { uploadUrl, urlStorageKey } of (await storage?.findAllUploads()) ?? []) {
    if (uploadUrl === address) await storage?.removeUpload(urlStorageKey);
  }
}

function sentenceOf(error: Error): string {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return "The connection was lost. What was sent is kept.";
  if (response.getStatus() === 413) return "This file is larger than what is accepted here.";
  try {
    return errorResponse.parse(JSON.parse(response.getBody())).error.message;
  } catch {
    return "The server could not take this part. What was sent is kept.";
  }
}
