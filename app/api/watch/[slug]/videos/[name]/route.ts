import { route } from "#lib/http/route.ts";
import { sessionCookie } from "#lib/http/session-cookie.ts";
import { storedFile } from "#lib/http/stored-file.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { database } from "#lib/storage/database.ts";
import { findViewerVideo } from "#lib/storage/find-viewer-video.ts";
import { videoStore } from "#lib/storage/video-store.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ slug: string; name: string }> };

/** A live campaign's video, for a viewer who consented. No limit by address: a player asks for many parts. */
export const GET = route<Context>(async (request, context) => {
  const { slug, name } = await context.params;
  const sessionKey = await sessionCookie();
  const video = sessionKey && (await findViewerVideo(database(), slug, name, sessionKey));
  if (!video) throw new AppError("not-found");
  return storedFile(request, videoStore(), { name: video.file, contentType: video.mimeType });
});
