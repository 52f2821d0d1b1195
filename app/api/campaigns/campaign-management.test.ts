import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ATTESTATION } from "#lib/protocol/campaign-setup.ts";
import { type DraftStudio, openDraftStudio } from "#lib/testing/draft-studio.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { all, statuses } from "#lib/testing/route-calls.ts";
import { smallVideo } from "#lib/testing/small-video.ts";
import { PUT as attest } from "./[id]/attestation/route.ts";
import { POST as restore } from "./[id]/restore/route.ts";
import { PATCH as change, DELETE as destroy } from "./[id]/route.ts";
import { DELETE as removeSimulated } from "./[id]/simulated/route.ts";
import { POST as setStatus } from "./[id]/status/route.ts";
import { HEAD as uploaded } from "./[id]/uploads/[uploadId]/route.ts";
import { POST as beginUpload } from "./[id]/uploads/route.ts";
import { DELETE as removeVideo } from "./[id]/videos/[videoId]/route.ts";
import { POST as addVideo } from "./[id]/videos/route.ts";
import { act, at, DRAFT, FACTS, newDraft, RANDOM, readyDraft, request, upload } from "./draft-requests.ts";
import { POST as create } from "./route.ts";

vi.mock("#lib/auth/studio-user.ts", () => ({ currentUser: vi.fn() }));

let studio: DraftStudio;
let foreignId: number;

beforeAll(async () => {
  studio = await openDraftStudio();
  foreignId = (await createFieldwork(studio.db, { sessions: 1 })).campaignId;
});
afterAll(() => studio.close());
beforeEach(() => studio.signIn("owner"));

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

const every = (status: number) => all(everyChange(1), status);

describe("the routes that change a campaign", () => {
  it.each(["viewer", "researcher"] as const)("refuse a %s", async (role) => {
    const id = await newDraft();
    studio.signIn(role);
    expect(await statuses(everyChange(id))).toEqual(every(403));
    expect((await create(request("/api/campaigns", "POST", DRAFT), undefined)).status).toBe(403);
    const kept = await studio.db.campaign.findUniqueOrThrow({ where: { id } });
    expect(kept).toMatchObject({ title: "Spring", status: "draft", deletedAt: null });
  });

  it("ask a stranger to sign in", async () => {
    const id = await newDraft();
    studio.signIn(null);
    expect(await statuses(everyChange(id))).toEqual(every(401));
    expect((await create(request("/api/campaigns", "POST", DRAFT), undefined)).status).toBe(401);
  });

  it("do not exist for another organisation's owner", async () => {
    const before = await studio.db.campaign.findUniqueOrThrow({ where: { id: foreignId } });
    for (const id of [foreignId, 999_999, "x", "1e3"]) {
      expect(await statuses(everyChange(id)), String(id)).toEqual(every(404));
    }
    expect(await studio.db.campaign.findUniqueOrThrow({ where: { id: foreignId } })).toEqual(before);
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
      studio.signIn(role);
      const { id } = await readyDraft(studio.db, await smallVideo("mp4"));
      expect(await studio.db.campaign.findUniqueOrThrow({ where: { id } })).toMatchObject({
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
      expect(await statuses(others)).toEqual(all(others, 404));
      expect((await back!()).status).toBe(204);
      expect((await back!()).status).toBe(404);
      expect(await studio.db.campaign.findUniqueOrThrow({ where: { id } })).toMatchObject({
        title: "Spring",
        status: "live",
        deletedAt: null,
      });
    },
  );

  it("publish nothing without the attestation, nor with other words in it", async () => {
    const id = await newDraft();
    expect((await upload(id, await smallVideo("webm"))).answer.status).toBe(201);
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
