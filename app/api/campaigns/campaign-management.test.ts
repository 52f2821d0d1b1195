import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { ATTESTATION } from "#lib/protocol/campaign-setup.ts";
import { type OpenDatabase, openDatabase, shareDatabase } from "#lib/storage/database.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { migratedCluster } from "#lib/testing/migrated-cluster.ts";
import { smallVideo } from "#lib/testing/small-video.ts";
import { GET as viewerVideo } from "../watch/[slug]/videos/[name]/route.ts";
import { PUT as attest } from "./[id]/attestation/route.ts";
import { GET as studioFile } from "./[id]/files/[name]/route.ts";
import { POST as restore } from "./[id]/restore/route.ts";
import { PATCH as change, DELETE as destroy } from "./[id]/route.ts";
import { DELETE as removeSimulated } from "./[id]/simulated/route.ts";
import { POST as setStatus } from "./[id]/status/route.ts";
import { HEAD as uploaded, PATCH as uploadPart } from "./[id]/uploads/[uploadId]/route.ts";
import { POST as beginUpload } from "./[id]/uploads/route.ts";
import { DELETE as removeVideo } from "./[id]/videos/[videoId]/route.ts";
import { POST as addVideo } from "./[id]/videos/route.ts";
import { POST as create } from "./route.ts";

const world = vi.hoisted(() => ({
  user: null as unknown,
  sessionKey: null as string | null,
  lastUploadId: "",
}));
vi.mock("#lib/auth/studio-user.ts", () => ({ currentUser: async () => world.user }));
vi.mock("#lib/http/session-cookie.ts", () => ({ sessionCookie: async () => world.sessionKey }));

const DATA_DIR = mkdtempSync(path.join(tmpdir(), "reactline-api-"));
process.env.DATA_DIR = DATA_DIR;
process.env.MAX_VIDEO_MB = "1";

const DRAFT = { title: "Spring", purpose: "To compare two endings.", retentionDays: 90 };
const JPEG = Buffer.from("ffd8ffe000104a464946ffd9", "hex").toString("base64");
const FACTS = { title: "Film", durationMs: 2_000, width: 320, height: 180, thumbnail: JPEG };
const RANDOM = "0123456789abcdef0123456789abcdef";

let opened: OpenDatabase;
let organisationId: number;
let foreignId: number;

beforeAll(async () => {
  opened = await openDatabase({ memory: true, cluster: await migratedCluster() });
  shareDatabase(opened.db);
  ({ id: organisationId } = await opened.db.organisation.create({ data: { name: "Test" } }));
  foreignId = (await createFieldwork(opened.db, { sessions: 1 })).campaignId;
});
afterAll(async () => {
  await opened.close();
  await rm(DATA_DIR, { recursive: true, force: true });
});
beforeEach(() => {
  signIn("owner");
  world.sessionKey = null;
});

function signIn(role: StudioUser["role"] | null, organisation = organisationId): void {
  const user: StudioUser | null = role && {
    id: 7,
    organisationId: organisation,
    organisationName: "Test",
    role,
    email: "ada@example.org",
    name: "Ada",
  };
  world.user = user;
}

function request(url: string, method: string, body?: unknown, headers: Record<string, string> = {}): Request {
  return new Request(`http://localhost${url}`, {
    method,
    headers: { "sec-fetch-site": "same-origin", ...headers },
    ...(body === undefined
      ? {}
      : { body: body instanceof Uint8Array ? new Blob([Uint8Array.from(body)]) : JSON.stringify(body) }),
  });
}

const at = <T extends Record<string, string>>(params: T) => ({ params: Promise.resolve(params) });

async function newDraft(): Promise<number> {
  const answer = await create(request("/api/campaigns", "POST", DRAFT), undefined);
  expect(answer.status).toBe(201);
  return (await answer.json()).id;
}

async function upload(
  id: number,
  bytes: Uint8Array,
  headers: Record<string, string> = {},
): Promise<Response> {
  const base = `/api/campaigns/${id}/uploads`;
  const tus = { "tus-resumable": "1.0.0" };
  const begun = await beginUpload(
    request(base, "POST", undefined, { ...tus, "upload-length": String(bytes.length), ...headers }),
    at({ id: String(id) }),
  );
  if (begun.status !== 201) return begun;
  const address = begun.headers.get("location") ?? "";
  expect(address).toMatch(new RegExp(`^${base}/${id}-[0-9a-f]{32}$`));
  const context = at({ id: String(id), uploadId: address.split("/").at(-1) ?? "" });
  const send = (offset: number, part: Uint8Array) =>
    uploadPart(
      request(address, "PATCH", part, {
        ...tus,
        "upload-offset": String(offset),
        "content-type": "application/offset+octet-stream",
      }),
      context,
    );
  // In two parts, as after an interruption: the server says where it stands.
  const half = Math.floor(bytes.length / 2);
  expect((await send(0, bytes.subarray(0, half))).status).toBe(204);
  const stands = await uploaded(request(address, "HEAD", undefined, tus), context);
  expect(stands.headers.get("upload-offset")).toBe(String(half));
  expect((await send(0, bytes)).status).toBe(409);
  expect((await send(half, bytes.subarray(half))).status).toBe(204);
  const { uploadId } = await context.params;
  world.lastUploadId = uploadId;
  return addVideo(
    request(`/api/campaigns/${id}/videos`, "POST", { uploadId, ...FACTS }),
    at({ id: String(id) }),
  );
}

async function readyDraft(): Promise<{ id: number; file: string; thumbnail: string; bytes: Uint8Array }> {
  const id = await newDraft();
  const bytes = await smallVideo("mp4");
  expect((await upload(id, bytes)).status).toBe(201);
  const body = { attested: true, text: ATTESTATION };
  await attest(request(`/api/campaigns/${id}/attestation`, "PUT", body), at({ id: String(id) }));
  const video = await opened.db.video.findFirstOrThrow({ where: { campaignId: id } });
  return { id, file: video.file ?? "", thumbnail: video.thumbnail ?? "", bytes };
}

const act = (id: number, action: string) =>
  setStatus(request(`/api/campaigns/${id}/status`, "POST", { action }), at({ id: String(id) }));

/** Every route that changes a campaign, asked about campaign `id`. */
function everyChange(id: number | string): Record<string, () => Promise<Response>> {
  const base = `/api/campaigns/${id}`;
  const context = at({ id: String(id), uploadId: `${id}-${RANDOM}`, videoId: "1" });
  const tus = { "tus-resumable": "1.0.0", "upload-length": "9" };
  return {
    change: () => change(request(base, "PATCH", { title: "Summer" }), context),
    attest: () => attest(request(`${base}/attestation`, "PUT", { attested: false }), context),
    status: () => setStatus(request(`${base}/status`, "POST", { action: "publish" }), context),
    beginUpload: () => beginUpload(request(`${base}/uploads`, "POST", undefined, tus), context),
    uploaded: () => uploaded(request(`${base}/uploads/${id}-${RANDOM}`, "HEAD", undefined, tus), context),
    addVideo: () =>
      addVideo(request(`${base}/videos`, "POST", { uploadId: `${id}-${RANDOM}`, ...FACTS }), context),
    removeVideo: () => removeVideo(request(`${base}/videos/1`, "DELETE"), context),
    removeSimulated: () => removeSimulated(request(`${base}/simulated`, "DELETE"), context),
    destroy: () => destroy(request(base, "DELETE"), context),
    restore: () => restore(request(`${base}/restore`, "POST"), context),
  };
}

async function statuses(asked: Record<string, () => Promise<Response>>): Promise<Record<string, number>> {
  const answers: Record<string, number> = {};
  for (const [name, answer] of Object.entries(asked)) answers[name] = (await answer()).status;
  return answers;
}

const every = (status: number) =>
  Object.fromEntries(Object.keys(everyChange(1)).map((name) => [name, status]));

describe("the routes that change a campaign", () => {
  it.each(["viewer", "researcher"] as const)("refuse a %s", async (role) => {
    const id = await newDraft();
    signIn(role);
    expect(await statuses(everyChange(id))).toEqual(every(403));
    expect((await create(request("/api/campaigns", "POST", DRAFT), undefined)).status).toBe(403);
    const kept = await opened.db.campaign.findUniqueOrThrow({ where: { id } });
    expect(kept).toMatchObject({ title: "Spring", status: "draft", deletedAt: null });
  });

  it("ask a stranger to sign in", async () => {
    const id = await newDraft();
    signIn(null);
    expect(await statuses(everyChange(id))).toEqual(every(401));
    expect((await create(request("/api/campaigns", "POST", DRAFT), undefined)).status).toBe(401);
  });

  it("do not exist for another organisation's owner", async () => {
    const before = await opened.db.campaign.findUniqueOrThrow({ where: { id: foreignId } });
    for (const id of [foreignId, 999_999, "x", "1e3"]) {
      expect(await statuses(everyChange(id)), String(id)).toEqual(every(404));
    }
    expect(await opened.db.campaign.findUniqueOrThrow({ where: { id: foreignId } })).toEqual(before);
  });

  it("refuse another site's page", async () => {
    const id = await newDraft();
    const foreign = { "sec-fetch-site": "cross-site" };
    const context = at({ id: String(id) });
    for (const answer of [
      await create(request("/api/campaigns", "POST", DRAFT, foreign), undefined),
      await destroy(request(`/api/campaigns/${id}`, "DELETE", undefined, foreign), context),
      await beginUpload(request(`/api/campaigns/${id}/uploads`, "POST", undefined, foreign), context),
      await removeSimulated(request(`/api/campaigns/${id}/simulated`, "DELETE", undefined, foreign), context),
    ]) {
      expect(answer.status).toBe(403);
      expect((await answer.json()).error.code).toBe("foreign-origin");
    }
  });

  it.each(["owner", "editor"] as const)(
    "let an %s bring a campaign from draft to deleted and back",
    async (role) => {
      signIn(role);
      const { id } = await readyDraft();
      expect(await opened.db.campaign.findUniqueOrThrow({ where: { id } })).toMatchObject({
        attestedById: 7,
        attestedBy: "Ada <ada@example.org>",
        attestedText: ATTESTATION,
      });
      expect((await act(id, "publish")).status).toBe(204);
      const { destroy: away, restore: back, removeSimulated: cleared, ...others } = everyChange(id);
      expect(await statuses(others)).toMatchObject({
        change: 409,
        attest: 409,
        status: 409,
        beginUpload: 409,
      });
      expect((await cleared!()).status).toBe(200);
      expect((await away!()).status).toBe(204);
      expect(await statuses(others)).toEqual(
        Object.fromEntries(Object.keys(others).map((name) => [name, 404])),
      );
      expect((await back!()).status).toBe(204);
      expect((await back!()).status).toBe(404);
      expect(await opened.db.campaign.findUniqueOrThrow({ where: { id } })).toMatchObject({
        title: "Spring",
        status: "live",
        deletedAt: null,
      });
    },
  );

  it("publish nothing without the attestation, nor with other words in it", async () => {
    const id = await newDraft();
    expect((await upload(id, await smallVideo("webm"))).status).toBe(201);
    const context = at({ id: String(id) });
    const words = { attested: true, text: "Whoever I like." };
    expect((await attest(request(`/api/campaigns/${id}/attestation`, "PUT", words), context)).status).toBe(
      400,
    );
    const answer = await act(id, "publish");
    expect(answer.status).toBe(409);
    expect((await answer.json()).error.code).toBe("not-ready");
  });
});

describe("an upload", () => {
  it("is refused above the configured size, before a byte is sent", async () => {
    const id = await newDraft();
    expect((await upload(id, new Uint8Array(1_000_001))).status).toBe(413);
  });

  it("that is no video is refused by its content, and nothing of it stays", async () => {
    const id = await newDraft();
    const page = Buffer.from("<!doctype html><script>alert(1)</script>");
    const answer = await upload(id, page, { "upload-metadata": `name ${btoa("../../film.mp4")}` });
    expect(answer.status).toBe(415);
    expect(readdirSync(path.join(DATA_DIR, "uploads")).filter((name) => name.startsWith(`${id}-`))).toEqual(
      [],
    );
    expect(await opened.db.video.count({ where: { campaignId: id } })).toBe(0);
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

    expect((await upload(id, await smallVideo("webm"))).status).toBe(201);
    const last = world.lastUploadId;
    const again = await addVideo(
      request(`/api/campaigns/${id}/videos`, "POST", { uploadId: last, ...FACTS }),
      at({ id: String(id) }),
    );
    expect(again.status).toBe(404);
    expect(await opened.db.video.count({ where: { campaignId: id } })).toBe(1);
  });
});

describe("a stored video", () => {
  const get = (id: number, name: string, headers = {}) =>
    studioFile(
      request(`/api/campaigns/${id}/files/${name}`, "GET", undefined, headers),
      at({ id: String(id), name }),
    );

  it("is given in parts to every role of its organisation, with nothing a browser would run", async () => {
    const { id, file, thumbnail, bytes } = await readyDraft();
    for (const role of ["owner", "editor", "researcher", "viewer"] as const) {
      signIn(role);
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
    const { id, file } = await readyDraft();
    const other = await newDraft();
    for (const name of ["../secret", "..%2fsecret", "secret", "%2e%2e%2fsecret", `../videos/${file}`, ""]) {
      expect((await get(id, name)).status, name).toBe(404);
    }
    expect((await get(other, file)).status).toBe(404);
    signIn("owner", organisationId + 1_000);
    expect((await get(id, file)).status).toBe(404);
    signIn(null);
    expect((await get(id, file)).status).toBe(401);
  });

  it("is given to a viewer who consented, while the campaign is live", async () => {
    const { id, file, bytes } = await readyDraft();
    const { slug, videos } = await opened.db.campaign.findUniqueOrThrow({
      where: { id },
      include: { videos: true },
    });
    const cell = await opened.db.segmentCell.create({
      data: { campaignId: id, simulated: false, engineVersion: "human-3.3.6/emotion" },
    });
    const session = await opened.db.session.create({
      data: {
        publicId: crypto.randomUUID(),
        campaignId: id,
        cellId: cell.id,
        keySha256: createHash("sha256").update("the key").digest("hex"),
        baseline: [],
        facingPose: [],
        stimuli: { create: { segment: 1, videoId: videos[0]!.id } },
      },
    });
    signIn(null);
    const ask = async (sessionKey: string | null, name = file, of = slug) => {
      world.sessionKey = sessionKey;
      const answer = await viewerVideo(
        request(`/api/watch/${of}/videos/${name}`, "GET"),
        at({ slug: of, name }),
      );
      await answer.arrayBuffer();
      return answer.status;
    };
    expect(await ask("the key")).toBe(404);
    signIn("owner");
    await act(id, "publish");
    signIn(null);
    expect(await ask("the key")).toBe(200);
    expect(await ask(null)).toBe(404);
    expect(await ask("another key")).toBe(404);
    expect(await ask("the key", "../secret")).toBe(404);
    expect(await ask("the key", file, "demo")).toBe(404);
    expect(bytes.length).toBeGreaterThan(0);
    await opened.db.session.update({ where: { id: session.id }, data: { state: "finished" } });
    expect(await ask("the key")).toBe(404);
    await opened.db.session.update({ where: { id: session.id }, data: { state: "open" } });
    signIn("owner");
    await act(id, "pause");
    signIn(null);
    expect(await ask("the key")).toBe(404);
  });
});
