import { expect, it } from "vitest";
import { ATTESTATION } from "#lib/protocol/campaign-setup.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { campaignIsOf } from "./campaign-is-of.ts";
import { addVideo, type NewVideo, removeVideo } from "./campaign-videos.ts";
import { changeCampaignStatus } from "./change-campaign-status.ts";
import { createOrganisation } from "./create-organisation.ts";
import type { Database } from "./database.ts";
import { deleteCampaign, readDeletedCampaigns, restoreCampaign } from "./delete-campaign.ts";
import { attestDraft, changeDraft, createDraft } from "./draft-campaign.ts";
import { findCampaignBySlug, findCampaignOf } from "./find-campaign.ts";
import { readCampaignSetup } from "./read-campaign-setup.ts";
import { readCampaigns } from "./read-campaigns.ts";

const DRAFT = { title: "Spring", purpose: "To compare two endings.", retentionDays: 90 };
const LONG_AGO = new Date(0);

let made = 0;
async function newDraft(db: Database) {
  const email = `owner-${++made}@example.org`;
  const owner = { email, name: "Ada", passwordHash: "x" };
  const { organisationId, ownerId } = await createOrganisation(db, { name: "Test", owner });
  const { id } = await createDraft(db, organisationId, DRAFT);
  return { id, organisationId, by: { id: ownerId, email, name: "Ada" } };
}

function video(title: string): NewVideo {
  const name = `${++made}`.padStart(32, "0");
  return {
    title,
    url: `/api/campaigns/1/files/${name}.mp4`,
    mimeType: "video/mp4",
    durationMs: 2_000,
    width: 320,
    height: 180,
    file: `${name}.mp4`,
    thumbnail: `${name}.jpg`,
    sizeBytes: 1_000,
  };
}

describeOnEachDatabase("a campaign's life", (open) => {
  it("begins as a draft, which is published only with the attestation and a video", async () => {
    const { id, by } = await newDraft(open());
    const publish = () => changeCampaignStatus(open(), id, "publish");
    await expect(publish()).rejects.toMatchObject({ code: "not-ready" });
    await addVideo(open(), id, video("A"));
    await expect(publish()).rejects.toMatchObject({ code: "not-ready" });
    await attestDraft(open(), id, { by, text: ATTESTATION });
    await attestDraft(open(), id, null);
    await expect(publish()).rejects.toMatchObject({ code: "not-ready" });
    await attestDraft(open(), id, { by, text: ATTESTATION });
    await publish();
    expect(await readCampaignSetup(open(), id)).toMatchObject({
      status: "live",
      attestation: { by: `Ada <${by.email}>`, text: ATTESTATION },
    });
    expect(await open().campaign.findUnique({ where: { id } })).toMatchObject({ attestedById: by.id });
  });

  it("is fixed once it was published: its words, its variables, its attestation and its videos", async () => {
    const { id, by } = await newDraft(open());
    const segmentVariables = [{ key: "age", title: "Age", values: ["18-29", "30+"] }];
    expect(await changeDraft(open(), id, { segmentVariables, title: "Summer" })).toBe(true);
    const kept = await addVideo(open(), id, video("A"));
    await attestDraft(open(), id, { by, text: ATTESTATION });
    await changeCampaignStatus(open(), id, "publish");
    const before = await readCampaignSetup(open(), id);
    expect(before).toMatchObject({ title: "Summer", segmentVariables });

    expect(await changeDraft(open(), id, { title: "Autumn", segmentVariables: [] })).toBe(false);
    expect(await attestDraft(open(), id, null)).toBe(false);
    expect(await addVideo(open(), id, video("B"))).toBe("fixed");
    expect(await removeVideo(open(), id, typeof kept === "string" ? 0 : kept.id)).toBe("fixed");
    expect(await readCampaignSetup(open(), id)).toEqual(before);
  });

  it("goes from state to state only by the ways there are", async () => {
    const { id, by } = await newDraft(open());
    await addVideo(open(), id, video("A"));
    await attestDraft(open(), id, { by, text: ATTESTATION });
    const refused = async (...actions: Parameters<typeof changeCampaignStatus>[2][]) => {
      for (const action of actions) {
        await expect(changeCampaignStatus(open(), id, action), action).rejects.toMatchObject({
          code: "wrong-state",
        });
      }
    };
    await refused("pause", "resume", "close", "reopen");
    await changeCampaignStatus(open(), id, "publish");
    await refused("publish", "resume", "reopen");
    await changeCampaignStatus(open(), id, "pause");
    await refused("publish", "pause", "reopen");
    await changeCampaignStatus(open(), id, "resume");
    await changeCampaignStatus(open(), id, "close");
    await refused("publish", "pause", "resume", "close");
    await changeCampaignStatus(open(), id, "reopen");
  });

  it("shows its videos in order, without a gap when one was removed", async () => {
    const { id } = await newDraft(open());
    const added = [];
    for (const title of ["A", "B", "C", "D"]) added.push(await addVideo(open(), id, video(title)));
    const second = added[1];
    if (typeof second !== "object") throw new Error("not added");
    expect(await removeVideo(open(), id, second.id)).toHaveLength(2);
    expect(await removeVideo(open(), id, second.id)).toBeNull();
    const rows = await open().video.findMany({ where: { campaignId: id }, orderBy: { position: "asc" } });
    expect(rows.map(({ title, position }) => [title, position])).toEqual([
      ["A", 1],
      ["C", 2],
      ["D", 3],
    ]);
  });

  it("takes as many videos as a session can show, also when they come at the same moment", async () => {
    const { id } = await newDraft(open());
    const answers = await Promise.all(
      Array.from({ length: 22 }, (_, index) => addVideo(open(), id, video(String(index)))),
    );
    expect(answers.filter((answer) => answer === "full")).toHaveLength(2);
    expect(await open().video.count({ where: { campaignId: id } })).toBe(20);
  });

  it("deleted is absent everywhere, and restored is as it was; another organisation can do neither", async () => {
    const { id, organisationId } = await newDraft(open());
    const other = await newDraft(open());
    const before = await findCampaignOf(open(), organisationId, id);
    const slug = before?.slug ?? "";
    expect(await deleteCampaign(open(), other.organisationId, id)).toBe(false);
    expect(await deleteCampaign(open(), organisationId, id)).toBe(true);
    expect(await deleteCampaign(open(), organisationId, id)).toBe(false);

    expect(await findCampaignOf(open(), organisationId, id)).toBeNull();
    expect(await findCampaignBySlug(open(), slug)).toBeNull();
    expect(await campaignIsOf(open(), id, organisationId)).toBe(false);
    expect(await readCampaigns(open(), organisationId)).toEqual([]);
    expect(await readCampaignSetup(open(), id)).toBeNull();
    expect(await readDeletedCampaigns(open(), organisationId, LONG_AGO)).toMatchObject([
      { id, title: "Spring" },
    ]);
    expect(await readDeletedCampaigns(open(), other.organisationId, LONG_AGO)).toEqual([]);

    expect(await restoreCampaign(open(), other.organisationId, id, LONG_AGO)).toBe(false);
    const tooLate = new Date(Date.now() + 60_000);
    expect(await restoreCampaign(open(), organisationId, id, tooLate)).toBe(false);
    expect(await restoreCampaign(open(), organisationId, id, LONG_AGO)).toBe(true);
    expect(await findCampaignOf(open(), organisationId, id)).toEqual(before);
  });
});
