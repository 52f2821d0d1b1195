import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sessionCookie } from "#lib/http/session-cookie.ts";
import { type DraftStudio, openDraftStudio } from "#lib/testing/draft-studio.ts";
import { endlessVideo } from "#lib/testing/endless-video.ts";
import { smallVideo } from "#lib/testing/small-video.ts";
import { GET as viewerVideo } from "../watch/[slug]/videos/[name]/route.ts";
import { GET as studioFile } from "./[id]/files/[name]/route.ts";
import { HEAD as uploaded } from "./[id]/uploads/[uploadId]/route.ts";
import { POST as beginUpload } from "./[id]/uploads/route.ts";
import { POST as addVideo } from "./[id]/videos/route.ts";
import { act, at, FACTS, newDraft, RANDOM, readyDraft, request, upload } from "./draft-requests.ts";

vi.mock("#lib/auth/studio-user.ts", () => ({ currentUser: vi.fn() }));
vi.mock("#lib/http/session-cookie.ts", () => ({ sessionCookie: vi.fn() }));

let studio: DraftStudio;

beforeAll(async () => {
  studio = await openDraftStudio();
});
afterAll(() => studio.close());
beforeEach(() => studio.signIn("owner"));

describe("an upload", () => {
  it("is refused above the configured size, before a byte is sent", async () => {
    const id = await newDraft();
    expect((await upload(id, new Uint8Array(1_000_001))).answer.status).toBe(413);
  });

  it("that is no video is refused by its content, and nothing of it stays", async () => {
    const id = await newDraft();
    const page = Buffer.from("<!doctype html><script>alert(1)</script>");
    const { answer } = await upload(id, page, { "upload-metadata": `name ${btoa("../../film.mp4")}` });
    expect(answer.status).toBe(415);
    expect(
      readdirSync(path.join(studio.dataDir, "uploads")).filter((name) => name.startsWith(`${id}-`)),
    ).toEqual([]);
    expect(await studio.db.video.count({ where: { campaignId: id } })).toBe(0);
  });

  it("that its reader would never come to the end of is refused, and the next one is taken", async () => {
    const id = await newDraft();
    const { answer } = await upload(id, endlessVideo("keys"));
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({
      error: { code: "unusable-video", message: expect.stringContaining("Export it again") },
    });
    expect((await upload(id, await smallVideo("mp4"))).answer.status).toBe(201);
  });

  it("of another campaign, or by a name that is a path, does not exist", async () => {
    const [id, other] = [await newDraft(), await newDraft()];
    const tus = { "tus-resumable": "1.0.0" };
    for (const uploadId of [
      `${other}-${RANDOM}`,
      `${id}-${RANDOM}`,
      "../secret",
      `${id}-..%2f..%2fsecret`,
      "secret",
    ]) {
      const address = `/api/campaigns/${id}/uploads/${encodeURIComponent(uploadId)}`;
      const context = at({ id: String(id), uploadId });
      expect((await uploaded(request(address, "HEAD", undefined, tus), context)).status, uploadId).toBe(404);
      const body = { uploadId, ...FACTS };
      const added = await addVideo(request(`/api/campaigns/${id}/videos`, "POST", body), context);
      expect([400, 404], uploadId).toContain(added.status);
    }
  });

  it("becomes a video only once it is complete, and once", async () => {
    const id = await newDraft();
    const begun = await beginUpload(
      request(`/api/campaigns/${id}/uploads`, "POST", undefined, {
        "tus-resumable": "1.0.0",
        "upload-length": "9",
      }),
      at({ id: String(id) }),
    );
    const uploadId = begun.headers.get("location")?.split("/").at(-1);
    const add = () =>
      addVideo(
        request(`/api/campaigns/${id}/videos`, "POST", { uploadId, ...FACTS }),
        at({ id: String(id) }),
      );
    expect((await add()).status).toBe(409);

    const { answer, uploadId: last } = await upload(id, await smallVideo("webm"));
    expect(answer.status).toBe(201);
    const again = await addVideo(
      request(`/api/campaigns/${id}/videos`, "POST", { uploadId: last, ...FACTS }),
      at({ id: String(id) }),
    );
    expect(again.status).toBe(404);
    expect(await studio.db.video.count({ where: { campaignId: id } })).toBe(1);
  });
});

describe("a stored video", () => {
  const get = (id: number, name: string, headers = {}) =>
    studioFile(
      request(`/api/campaigns/${id}/files/${name}`, "GET", undefined, headers),
      at({ id: String(id), name }),
    );

  it("is given in parts to every role of its organisation, with nothing a browser would run", async () => {
    const bytes = await smallVideo("mp4");
    const { id, file, thumbnail } = await readyDraft(studio.db, bytes);
    for (const role of ["owner", "editor", "researcher", "viewer"] as const) {
      studio.signIn(role);
      const whole = await get(id, file);
      expect(whole.status, role).toBe(200);
      expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    }
    const part = await get(id, file, { range: "bytes=10-19" });
    expect(part.status).toBe(206);
    expect(Object.fromEntries(part.headers)).toMatchObject({
      "content-type": "video/mp4",
      "content-range": `bytes 10-19/${bytes.length}`,
      "content-length": "10",
      "accept-ranges": "bytes",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    });
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true);
    const outside = await get(id, file, { range: `bytes=${bytes.length}-` });
    expect([outside.status, outside.headers.get("content-range")]).toEqual([416, `bytes */${bytes.length}`]);
    expect((await get(id, file, { "if-none-match": `"${file}"` })).status).toBe(304);
    const changed = await get(id, file, { range: "bytes=10-19", "if-range": '"another"' });
    expect(changed.status).toBe(200);
    await changed.body?.cancel();
    expect((await get(id, thumbnail)).headers.get("content-type")).toBe("image/jpeg");
  });

  it("is given to nobody else, and nothing else is given by its route", async () => {
    const { id, file } = await readyDraft(studio.db, await smallVideo("mp4"));
    const other = await newDraft();
    for (const name of ["../secret", "..%2fsecret", "secret", "%2e%2e%2fsecret", `../videos/${file}`, ""]) {
      expect((await get(id, name)).status, name).toBe(404);
    }
    expect((await get(other, file)).status).toBe(404);
    studio.signIn("owner", studio.organisationId + 1_000);
    expect((await get(id, file)).status).toBe(404);
    studio.signIn(null);
    expect((await get(id, file)).status).toBe(401);
  });

  it("is given to a viewer who consented, while the campaign is live", async () => {
    const bytes = await smallVideo("mp4");
    const { id, file } = await readyDraft(studio.db, bytes);
    const { slug, videos } = await studio.db.campaign.findUniqueOrThrow({
      where: { id },
      include: { videos: true },
    });
    const cell = await studio.db.segmentCell.create({
      data: { campaignId: id, simulated: false, engineVersion: "human-3.3.6/emotion" },
    });
    const session = await studio.db.session.create({
      data: {
        publicId: crypto.randomUUID(),
        campaignId: id,
        cellId: cell.id,
        keySha256: createHash("sha256").update("the key").digest(),
        baseline: [],
        facingPose: [],
        stimuli: { create: { segment: 1, videoId: videos[0]!.id } },
      },
    });
    studio.signIn(null);
    let given = Buffer.from("");
    const ask = async (sessionKey: string | null, name = file, of = slug) => {
      vi.mocked(sessionCookie).mockResolvedValue(sessionKey);
      const answer = await viewerVideo(
        request(`/api/watch/${of}/videos/${name}`, "GET"),
        at({ slug: of, name }),
      );
      given = Buffer.from(await answer.arrayBuffer());
      return answer.status;
    };
    expect(await ask("the key")).toBe(404);
    studio.signIn("owner");
    await act(id, "publish");
    studio.signIn(null);
    expect(await ask("the key")).toBe(200);
    expect(given.equals(bytes)).toBe(true);
    expect(await ask(null)).toBe(404);
    expect(await ask("another key")).toBe(404);
    expect(await ask("the key", "../secret")).toBe(404);
    expect(await ask("the key", file, "demo")).toBe(404);
    await studio.db.session.update({ where: { id: session.id }, data: { state: "finished" } });
    expect(await ask("the key")).toBe(404);
    await studio.db.session.update({ where: { id: session.id }, data: { state: "open" } });
    studio.signIn("owner");
    await act(id, "pause");
    studio.signIn(null);
    expect(await ask("the key")).toBe(404);
  });
});
