import { AppError } from "#lib/protocol/app-error.ts";
import type { NewVideoRequest } from "#lib/protocol/campaign-setup.ts";
import { MAX_SEGMENT } from "#lib/protocol/limits.ts";
import { addVideo } from "#lib/storage/campaign-videos.ts";
import type { Database } from "#lib/storage/database.ts";
import { videoAddress } from "#lib/storage/read-campaign-setup.ts";
import type { VideoStore } from "#lib/storage/video-store.ts";
import { inspectVideo } from "./inspect-video.ts";

/** The browser's clock of a video and the container's own may differ by this. */
const DURATION_TOLERANCE_MS = 1_000;

/**
 * Takes an uploaded file over into the store as the last video of a draft. Type and duration are the file's own;
 * the browser's word counts for a duration that the file does not state. Throws AppError: "unusable-video",
 * "campaign-fixed", "bad-request"; then nothing is kept.
 */
export async function keepVideo(
  db: Database,
  store: VideoStore,
  campaignId: number,
  upload: { path: string; sizeBytes: number },
  said: Omit<NewVideoRequest, "uploadId">,
): Promise<{ id: number }> {
  const { kind, mimeType, durationMs } = await inspectVideo(upload.path);
  const thumbnailBytes = Buffer.from(said.thumbnail, "base64");
  if (!isJpeg(thumbnailBytes)) throw new AppError("bad-request", "The still picture is not a JPEG.");
  const agrees = durationMs === null || Math.abs(durationMs - said.durationMs) <= DURATION_TOLERANCE_MS;

  const thumbnail = await store.put(thumbnailBytes, "jpg");
  const file = await store.adopt(upload.path, kind).catch(async (error: unknown) => {
    await store.remove(thumbnail);
    throw error;
  });
  const discard = () => Promise.all([store.remove(file), store.remove(thumbnail)]);
  const added = await addVideo(db, campaignId, {
    title: said.title,
    url: videoAddress(campaignId, file),
    mimeType,
    durationMs: agrees ? said.durationMs : durationMs,
    width: said.width,
    height: said.height,
    file,
    thumbnail,
    sizeBytes: upload.sizeBytes,
  }).catch(async (error: unknown) => {
    await discard();
    throw error;
  });
  if (typeof added !== "string") return added;
  await discard();
  throw added === "fixed"
    ? new AppError("campaign-fixed")
    : new AppError("bad-request", `A campaign shows at most ${MAX_SEGMENT} videos.`);
}

/** From its first marker to its last, with nothing behind it. */
function isJpeg(bytes: Buffer): boolean {
  return (
    bytes.length > 4 &&
    bytes.readUInt32BE(0) >>> 8 === 0xffd8ff &&
    bytes.readUInt16BE(bytes.length - 2) === 0xffd9
  );
}
