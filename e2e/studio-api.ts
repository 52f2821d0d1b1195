import { type APIRequestContext, expect } from "@playwright/test";
import type { z } from "zod";
import { type CampaignListItem, campaignListSchema } from "#lib/protocol/campaign-list.ts";
import { type Respondent, respondentSchema } from "#lib/protocol/respondent.ts";
import { type Scene, scenesSchema } from "#lib/protocol/scenes.ts";
import { type SessionList, sessionListSchema } from "#lib/protocol/session-list.ts";
import { type Timeline, timelineSchema } from "#lib/protocol/timeline.ts";
import { TWO_CUTS } from "#lib/testing/two-cuts.ts";

/** What the signed-in studio reads, parsed; every test about a number asks the same API as the pages. */
export class StudioApi {
  readonly #request: APIRequestContext;

  constructor(request: APIRequestContext) {
    this.#request = request;
  }

  async demoCampaign(): Promise<CampaignListItem> {
    const { campaigns } = await this.#get("/api/campaigns", campaignListSchema);
    const demo = campaigns.find((campaign) => campaign.slug === "demo");
    if (demo === undefined) throw new Error("no demo campaign");
    return demo;
  }

  /** A campaign of lib/testing/two-cuts.ts. */
  async twoCuts({ slug }: { slug: string } = TWO_CUTS): Promise<{ id: number; a: number; b: number }> {
    const { campaigns } = await this.#get("/api/campaigns", campaignListSchema);
    const campaign = campaigns.find((one) => one.slug === slug);
    const [a, b] = campaign?.videos ?? [];
    if (!campaign || !a || !b) throw new Error(`no campaign of two cuts: ${slug}`);
    return { id: campaign.id, a: a.id, b: b.id };
  }

  async campaign(id: number): Promise<CampaignListItem | undefined> {
    const { campaigns } = await this.#get("/api/campaigns", campaignListSchema);
    return campaigns.find((campaign) => campaign.id === id);
  }

  timeline(campaignId: number, query: string): Promise<Timeline> {
    return this.#get(`/api/campaigns/${campaignId}/timeline?${query}`, timelineSchema);
  }

  sessions(campaignId: number): Promise<SessionList> {
    return this.#get(`/api/campaigns/${campaignId}/sessions?audience=real`, sessionListSchema);
  }

  /** `segment`: which of the films that they were shown, from 1. */
  respondent(campaignId: number, publicId: string, segment = 1): Promise<Respondent> {
    return this.#get(
      `/api/campaigns/${campaignId}/sessions/${publicId}?segment=${segment}`,
      respondentSchema,
    );
  }

  /** A film without scenes, whatever another spec has left on it. */
  async removeScenes(campaignId: number, videoId: number): Promise<void> {
    for (const { id } of await this.scenes(campaignId, videoId)) {
      const answer = await this.#request.delete(`/api/campaigns/${campaignId}/scenes/${id}`);
      expect(answer.ok()).toBe(true);
    }
  }

  async scenes(campaignId: number, videoId: number): Promise<Scene[]> {
    const path = `/api/campaigns/${campaignId}/scenes?videoId=${videoId}`;
    return (await this.#get(path, scenesSchema)).scenes;
  }

  async file(path: string): Promise<string> {
    const response = await this.#request.get(path);
    expect(response.status(), path).toBe(200);
    return response.text();
  }

  async #get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return schema.parse(JSON.parse(await this.file(path)));
  }
}
