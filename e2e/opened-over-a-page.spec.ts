import type { Locator, Page } from "@playwright/test";
import { savedSegmentSchema } from "#lib/protocol/segment.ts";
import { TWO_CUTS } from "#lib/testing/two-cuts.ts";
import { expect, test } from "./fixtures.ts";
import { lookAtOpened, OPENED_VIEWS, showAs } from "./look-at.ts";
import type { StudioApi } from "./studio-api.ts";

type Role = "dialog" | "menu" | "listbox";

interface Opening {
  name: string;
  /** What brings the opener into sight. */
  first?: (page: Page) => Promise<unknown>;
  opener: (page: Page) => Locator;
  /** What of the opener's menu opens it. */
  item?: string;
  /** A dialog unless another is said. */
  role?: Role;
  /** Where the focus waits, where it matters: the answer that changes nothing. */
  waitsOn?: string;
}

interface Place {
  name: string;
  /** Makes what the openings need, and answers with the page's path. */
  path: (page: Page, api: StudioApi) => Promise<string>;
  openings: Opening[];
}

const button =
  (name: string | RegExp): Opening["opener"] =>
  (page) =>
    page.getByRole("button", { name });
const testId =
  (id: string): Opening["opener"] =>
  (page) =>
    page.getByTestId(id);

const chooseCut = (cut: 0 | 1) => async (page: Page) => {
  await page.getByRole("combobox", { name: "Cut" }).click();
  await page.getByRole("option", { name: TWO_CUTS.cuts[cut] }).click();
};

const SCENE = "Embrace";
const SEGMENT = "On a desk";

async function addScene(page: Page, campaignId: number, videoId: number): Promise<void> {
  const scenes = [{ label: SCENE, startMs: 11_000, endMs: 16_000 }];
  const answer = await page.request.post(`/api/campaigns/${campaignId}/scenes`, {
    data: { videoId, scenes },
  });
  expect(answer.status()).toBe(201);
}

const PLACES: readonly Place[] = [
  {
    name: "timeline",
    path: async (page, api) => {
      const { id, a } = await api.twoCuts();
      await api.removeScenes(id, a);
      await addScene(page, id, a);
      const answer = await page.request.post(`/api/campaigns/${id}/segments`, {
        data: { name: SEGMENT, expression: { device: ["computer"] } },
      });
      const segment = savedSegmentSchema.parse(await answer.json()).id;
      return `/studio/campaigns/${id}/timeline?audience=simulated&videoId=${a}&segments=${segment}`;
    },
    openings: [
      { name: "colour-scheme-menu", opener: button("Colour scheme"), role: "menu" },
      { name: "user-menu", opener: testId("user-menu"), role: "menu" },
      { name: "segment-menu", opener: testId("segment-picker"), role: "menu" },
      { name: "segment-new", opener: testId("segment-picker"), item: "New segment" },
      { name: "segment-edit", opener: testId("segment-picker"), item: `Edit “${SEGMENT}”` },
      { name: "threshold-list", opener: testId("threshold-select"), role: "listbox" },
      { name: "download-menu", opener: button("Download"), role: "menu" },
      { name: "scene-new", opener: button("Add scene") },
      { name: "scene-edit", opener: button(`Edit ${SCENE}`) },
    ],
  },
  {
    name: "respondents",
    path: async (_page, api) => `/studio/campaigns/${(await api.twoCuts()).id}/sessions?audience=simulated`,
    openings: [
      { name: "exclude", opener: (page) => button(/^Exclude/)(page).first() },
      { name: "count-again", opener: (page) => button(/^Count .* again$/)(page).first() },
    ],
  },
  {
    name: "intent",
    path: async (page, api) => {
      const { id, a, b } = await api.twoCuts();
      await api.removeScenes(id, a);
      await api.removeScenes(id, b);
      await addScene(page, id, a);
      return `/studio/campaigns/${id}/intent?audience=simulated&videoId=${a}`;
    },
    openings: [
      { name: "targets", first: chooseCut(0), opener: button(`Set the targets of ${SCENE}`) },
      {
        name: "copy-scenes-menu",
        first: chooseCut(1),
        opener: button("Take them from another cut"),
        role: "menu",
      },
    ],
  },
  {
    name: "set-up",
    path: async (_page, api) => `/studio/campaigns/${(await api.twoCuts()).id}/setup`,
    openings: [
      { name: "close-campaign", opener: button("Close"), waitsOn: "Keep it open" },
      { name: "delete-campaign", opener: button("Delete campaign"), waitsOn: "Keep it" },
    ],
  },
  {
    name: "members",
    path: async (page) => {
      const data = { email: "nobody@example.org", role: "viewer" };
      expect((await page.request.post("/api/members/invitations", { data })).ok()).toBe(true);
      return "/studio/members";
    },
    openings: [
      { name: "invite", opener: button("Invite a colleague") },
      {
        name: "withdraw-invitation",
        opener: button("Withdraw the invitation of nobody@example.org"),
        waitsOn: "Cancel",
      },
    ],
  },
];

/** Opens it by keys alone. */
async function open(page: Page, { first, opener, item, role = "dialog" }: Opening): Promise<Locator> {
  await first?.(page);
  await opener(page).press("Enter");
  if (item !== undefined) await page.getByRole("menuitem", { name: item }).press("Enter");
  const opened = page.getByRole(role);
  await opened.waitFor();
  return opened;
}

test.describe.configure({ mode: "parallel" });

for (const { name, path, openings } of PLACES) {
  test(`what opens over a page by keyboard passes axe, fits, and gives the focus back when it is left: ${name}`, async ({
    studio,
  }) => {
    const { page, api } = studio;
    await page.goto(await path(page, api));
    for (const view of OPENED_VIEWS) {
      await showAs(page, view);
      for (const opening of openings) {
        const opened = await open(page, opening);
        if (opening.waitsOn !== undefined) {
          await expect(opened.getByRole("button", { name: opening.waitsOn, exact: true })).toBeFocused();
        }
        await lookAtOpened(page, `opened-${opening.name}`, opened, view);
        await page.keyboard.press("Escape");
        await expect(opened).toHaveCount(0);
        await expect(opening.opener(page), `focus after ${opening.name}`).toBeFocused();
      }
    }
  });
}
