import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { type OpenDatabase, openDatabase, shareDatabase } from "#lib/storage/database.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { migratedCluster } from "#lib/testing/migrated-cluster.ts";
import { GET as codebook } from "./[id]/codebook/route.ts";
import { GET as compare } from "./[id]/compare/route.ts";
import { GET as headlinesCsv } from "./[id]/headlines.csv/route.ts";
import { GET as intent } from "./[id]/intent/route.ts";
import { GET as moments } from "./[id]/moments/route.ts";
import { GET as overview } from "./[id]/overview/route.ts";
import { GET as samplesCsv } from "./[id]/samples.csv/route.ts";
import { GET as respondent } from "./[id]/sessions/[publicId]/route.ts";
import { GET as sessions } from "./[id]/sessions/route.ts";
import { GET as timeline } from "./[id]/timeline/route.ts";
import { GET as timelineCsv } from "./[id]/timeline.csv/route.ts";
import { GET as campaigns } from "./route.ts";

const signedIn = vi.hoisted(() => ({ user: null as unknown }));
vi.mock("#lib/auth/studio-user.ts", () => ({ currentUser: async () => signedIn.user }));

const ROLES = ["owner", "editor", "researcher", "viewer"] as const;
type Role = (typeof ROLES)[number];

let opened: OpenDatabase;
let campaignId: number;
let organisationId: number;
let publicId: string;
let videoId: number;
let foreignCampaignId: number;

beforeAll(async () => {
  opened = await openDatabase({ memory: true, cluster: await migratedCluster() });
  shareDatabase(opened.db);
  const own = await createFieldwork(opened.db, { sessions: 1 });
  ({ campaignId, organisationId, videoId } = own);
  ({ publicId } = await opened.db.session.findFirstOrThrow({ where: { id: own.sessionIds[0]! } }));
  foreignCampaignId = (await createFieldwork(opened.db, { sessions: 1 })).campaignId;
});
afterAll(() => opened.close());

function signIn(role: Role | null): void {
  const user: StudioUser | null = role && {
    id: 1,
    organisationId,
    organisationName: "Test",
    role,
    email: "somebody@reactline.local",
    name: "Somebody",
  };
  signedIn.user = user;
}

/** Every route of one campaign, asked about campaign `id`. */
function ask(id: number | string, query = ""): Record<string, () => Promise<Response>> {
  const request = new Request(`http://localhost/api/campaigns/${id}/anything${query}`);
  const context = { params: Promise.resolve({ id: String(id), publicId }) };
  return {
    timeline: () => timeline(request, context),
    timelineCsv: () => timelineCsv(request, context),
    overview: () => overview(request, context),
    headlinesCsv: () => headlinesCsv(request, context),
    moments: () => moments(request, context),
    compare: () =>
      compare(new Request(`${request.url}${query === "" ? "?" : "&"}a=${videoId}&b=999`), context),
    intent: () => intent(new Request(`http://localhost/api/x?videoId=${videoId}`), context),
    codebook: () => codebook(request, context),
    samplesCsv: () => samplesCsv(request, context),
    sessions: () => sessions(request, context),
    respondent: () => respondent(request, context),
  };
}

async function statuses(asked: Record<string, () => Promise<Response>>): Promise<Record<string, number>> {
  const answers: Record<string, number> = {};
  for (const [name, answer] of Object.entries(asked)) answers[name] = (await answer()).status;
  return answers;
}

const everyRoute = (status: number) =>
  Object.fromEntries(Object.keys(ask(1)).map((name) => [name, status] as const));

describe("the routes of a campaign", () => {
  it.each(ROLES)("give a %s what the role may read, and nothing else", async (role) => {
    signIn(role);
    const manages = role === "owner" || role === "editor";
    expect(await statuses(ask(campaignId))).toEqual({
      timeline: 200,
      timelineCsv: 200,
      overview: 200,
      headlinesCsv: 200,
      moments: 200,
      // It may be asked, but has no second cut.
      compare: 404,
      intent: 200,
      codebook: 200,
      samplesCsv: manages || role === "researcher" ? 200 : 403,
      sessions: manages ? 200 : 403,
      respondent: manages ? 200 : 403,
    });
  });

  it("do not exist for another organisation, nor under an address that is no number", async () => {
    signIn("owner");
    for (const id of [foreignCampaignId, 999_999, "1e9", "x", "-1"]) {
      expect(await statuses(ask(id)), String(id)).toEqual(everyRoute(404));
    }
    const { campaigns: listed } = await (await campaigns(new Request("http://localhost"), undefined)).json();
    expect(listed.map(({ id }: { id: number }) => id)).toEqual([campaignId]);
  });

  it("ask a stranger to sign in", async () => {
    signIn(null);
    expect(await statuses(ask(campaignId))).toEqual(everyRoute(401));
    expect((await campaigns(new Request("http://localhost"), undefined)).status).toBe(401);
  });

  it("refuse a query that they cannot read, with the parameter's name", async () => {
    signIn("owner");
    for (const query of ["?threshold=0.27", "?audience=all", "?basis=smooth", "?videoId=x", "?segment=%7B"]) {
      const answer = await ask(campaignId, query).timeline!();
      expect(answer.status, query).toBe(400);
      const { error } = await answer.json();
      expect(error.code).toBe("bad-request");
      expect(error.message).toContain(/\?(\w+)/.exec(query)?.[1]);
    }
    expect((await ask(campaignId, "?videoId=999999").timeline!()).status).toBe(404);
    expect((await ask(campaignId, "?cursor=x").sessions!()).status).toBe(400);
  });

  it("name their files, keep them out of caches and point at the codebook", async () => {
    signIn("researcher");
    const { timelineCsv, samplesCsv } = ask(campaignId, "?audience=simulated");
    const { slug } = await opened.db.campaign.findUniqueOrThrow({ where: { id: campaignId } });
    for (const [answer, name] of [
      [await timelineCsv!(), `reactline-${slug}-simulated-corrected-timeline.csv`],
      [await samplesCsv!(), `reactline-${slug}-simulated-samples.csv`],
    ] as const) {
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
        link: `</api/campaigns/${campaignId}/codebook>; rel="describedby"`,
      });
      expect(await answer.text()).toMatch(/^(audience|session),/);
    }
  });
});
