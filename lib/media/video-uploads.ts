import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";
import { AppError } from "#lib/protocol/app-error.ts";
import { uploadIdSchema } from "#lib/protocol/campaign-setup.ts";
import { env } from "#lib/server/env.ts";

/** An upload that nobody continues is removed after this. */
const EXPIRES_AFTER_MS = 24 * 60 * 60 * 1000;
/** `/api/campaigns/7/uploads` and, behind it, the name of an upload. */
const ADDRESS = /\/api\/campaigns\/([1-9]\d{0,9})\/uploads(?:\/([^/?#]*))?$/;

export interface FinishedUpload {
  path: string;
  sizeBytes: number;
}

let store: FileStore | null = null;
let server: Server | null = null;

function folder(): string {
  return path.join(env().dataDir, "uploads");
}

function uploadStore(): FileStore {
  store ??= new FileStore({ directory: folder(), expirationPeriodInMilliseconds: EXPIRES_AFTER_MS });
  return store;
}

function tus(): Server {
  server ??= new Server({
    path: "/api/campaigns",
    datastore: uploadStore(),
    maxSize: env().MAX_VIDEO_MB * 1_000_000,
    // None: our own pages only, which need no such permission.
    allowedOrigins: [],
    namingFunction: (request) => `${addressOf(request).campaignId}-${randomBytes(16).toString("hex")}`,
    generateUrl: (request, { id }) => `/api/campaigns/${addressOf(request).campaignId}/uploads/${id}`,
    getFileIdFromRequest: (request) => addressOf(request).uploadId,
    // The library's own refusals may be told; what else fails could name a path.
    onResponseError: (_request, error) =>
      "status_code" in error ? undefined : { status_code: 500, body: "The upload could not be stored.\n" },
  });
  return server;
}

function addressOf({ url }: { url: string }): { campaignId: string; uploadId?: string } {
  const [, campaignId, uploadId] = ADDRESS.exec(new URL(url).pathname) ?? [];
  if (campaignId === undefined) throw new AppError("not-found");
  return { campaignId, ...(uploadId === undefined ? {} : { uploadId }) };
}

/** Throws AppError "not-found" for a name that is none, or of another campaign's upload. */
export function requireUploadOf(campaignId: number, uploadId: string): void {
  const isOne = uploadIdSchema.safeParse(uploadId).success && uploadId.startsWith(`${campaignId}-`);
  if (!isOne) throw new AppError("not-found");
}

/** Answers a request of the tus protocol (1.0.0); the caller has checked who asks, and for which upload. */
export async function answerUpload(request: Request): Promise<Response> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  return tus().handleWeb(request);
}

/** A complete upload. Throws AppError: "not-found" when there is none, "wrong-state" when it is not complete. */
export async function finishedUpload(campaignId: number, uploadId: string): Promise<FinishedUpload> {
  requireUploadOf(campaignId, uploadId);
  const upload = await uploadStore()
    .getUpload(uploadId)
    .catch(() => null);
  const file = upload?.storage?.path;
  if (!upload || file === undefined) throw new AppError("not-found", "This upload is gone. Upload it again.");
  if (upload.size === undefined || upload.offset !== upload.size) {
    throw new AppError("wrong-state", "The upload is not complete yet.");
  }
  return { path: file, sizeBytes: upload.size };
}

/** Forgets an upload whose content was taken away. */
export async function forgetUpload(uploadId: string): Promise<void> {
  await uploadStore().configstore.delete(uploadId);
}

/** Removes an upload with its content; none is no error. */
export async function discardUpload(uploadId: string): Promise<void> {
  await uploadStore()
    .remove(uploadId)
    .catch(() => {});
}

/** Removes uploads that nobody has continued for a day. */
export async function removeExpiredUploads(): Promise<number> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  return tus().cleanUpExpiredUploads();
}
