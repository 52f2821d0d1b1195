import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { shareSecret } from "#lib/auth/secret.ts";
import { verifyTicket } from "#lib/auth/session-ticket.ts";
import { createOrganisation } from "#lib/storage/create-organisation.ts";
import { deleteCampaign } from "#lib/storage/delete-campaign.ts";
import { destroyCampaign } from "#lib/storage/destroy-campaign.ts";
import { findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { readCampaignSetup } from "#lib/storage/read-campaign-setup.ts";
import { readSimulatedSessions } from "#lib/storage/read-simulated-sessions.ts";
import { removeSimulatedViewers } from "#lib/storage/remove-cell-sessions.ts";
import { type CaptureServer, startCaptureServer } from "#lib/testing/capture-server.ts";
import { HALDEN_RESPONSES } from "#lib/testing/expression-response.ts";
import { syntheticViewing } from "#lib/testing/synthetic-batches.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { DEMO_SLUG, seedDemo } from "./seed.ts";

const VIEWERS = 5;
const log = { info() {} };

describeOnEachDatabase("the demo's seed", (open) => {
  let server: CaptureServer;
  beforeAll(async () => {
    shareSecret("a secret of the test, long enough to sign with");
    const owner = { email: "owner@example.org", name: "Owner", passwordHash: "x" };
    await createOrganisation(open(), { name: "Test", owner });
    server = await startCaptureServer(open(), {}, verifyTicket);
  });
  afterAll(() => server.close());

  const seed = (onProgress: (done: number, total: number) => void) =>
    seedDemo({ db: open(), url: server.url, log, viewers: VIEWERS, atATime: 2, onProgress });
  const sessions = async () => {
    const campaign = await findCampaignBySlug(open(), DEMO_SLUG);
    return readSimulatedSessions(open(), campaign?.id ?? 0);
  };

  it("interrupted and run again, leaves every simulated viewer once and whole", async () => {
    const interrupted = seed((done) => {
      if (done === 1) throw new Error("interrupted");
    });
    await expect(interrupted).rejects.toThrow("interrupted");

    const steps: number[] = [];
    await seed((done) => steps.push(done));
    expect(steps.at(-1)).toBe(VIEWERS);

    const stored = await sessions();
    expect(new Set(stored.map((session) => session.userAgent)).size).toBe(VIEWERS);
    expect(stored).toHaveLength(VIEWERS);
    for (const { userAgent, state, batches } of stored) {
      const viewing = syntheticViewing(userAgent?.split("seed ")[1] ?? "", 30_000, HALDEN_RESPONSES);
      expect(batches, userAgent ?? "").toBe(viewing.calibration.length + viewing.film.length);
      expect(state).toBe(viewing.finishes ? "finished" : "open");
    }
    const left = await open().session.count({ where: { state: "open", endReason: "left" } });
    expect(left).toBe(stored.filter(({ state }) => state === "open").length);
    expect(server.errors).toEqual([]);
  }, 90_000);

  it("does nothing once it is complete", async () => {
    const before = await sessions();
    const steps: number[] = [];
    await seed((done) => steps.push(done));
    expect(steps).toEqual([]);
    expect(await sessions()).toEqual(before);
  });

  it("makes a live, attested campaign of the first organisation, with its film", async () => {
    const campaign = await findCampaignBySlug(open(), DEMO_SLUG);
    expect(campaign).toMatchObject({ status: "live", organisation: { name: "Test" } });
    expect(campaign?.attestedAt).toBeInstanceOf(Date);
    expect(campaign?.videos).toMatchObject([{ url: "/demo/halden.mp4", durationMs: 30_000 }]);
    const setup = await readCampaignSetup(open(), campaign?.id ?? 0);
    const still = setup?.videos[0]?.thumbnailUrl;
    expect(still).toBe("/demo/halden.jpg");
    expect(existsSync(`public${still}`)).toBe(true);
  });

  it("leaves a demo alone whose simulated viewers were removed, and one that was deleted", async () => {
    const campaign = await findCampaignBySlug(open(), DEMO_SLUG);
    if (!campaign) throw new Error("no demo campaign");
    expect(await removeSimulatedViewers(open(), campaign.id)).toBe(VIEWERS);
    await seed(() => {});
    expect(await sessions()).toEqual([]);

    await deleteCampaign(open(), campaign.organisationId, campaign.id);
    await seed(() => {});
    expect(await destroyCampaign(open(), campaign.id)).toEqual([]);
    await seed(() => {});
    expect(await open().campaign.count()).toBe(0);
  });
});
