import type { Locator, Page } from "@playwright/test";
import { createdSchema } from "#lib/protocol/campaign-setup.ts";
import { savedSegmentSchema } from "#lib/protocol/segment.ts";
import { shortFilm } from "#lib/testing/short-film.ts";
import { SHORTENED_CUT, TWO_CUTS } from "#lib/testing/two-cuts.ts";
import { expect, test } from "./fixtures.ts";
import { lookAtOpened, lookAtOpenedInAllViews, OPENED_VIEWS, showAs } from "./look-at.ts";
import { pressItem } from "./press-item.ts";
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

/** A draft that could be published. */
async function readyDraft(page: Page): Promise<string> {
  const draft = { title: "Draft", purpose: "We want to know what people enjoy.", retentionDays: 365 };
  const made = createdSchema.parse(await (await page.request.post("/api/campaigns", { data: draft })).json());
  const path = `/studio/campaigns/${made.id}/setup`;
  await page.goto(path);
  await page.locator("input[type=file]").setInputFiles({
    name: "draft-film.mp4",
    mimeType: "video/mp4",
    buffer: await shortFilm(2),
  });
  await expect(page.getByTestId("setup-video")).toContainText("draft-film", { timeout: 60_000 });
  await page.getByRole("checkbox", { name: /not our employees/ }).click();
  await expect(page.getByTestId("attested")).toBeVisible();
  return path;
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
      {
        name: "remove-simulated",
        opener: button("Remove all simulated viewers"),
        waitsOn: "Keep them",
      },
    ],
  },
  {
    name: "set-up of a draft",
    path: readyDraft,
    openings: [
      { name: "publish", opener: button("Publish"), waitsOn: "Not yet" },
      { name: "remove-video", opener: button(/^Remove draft-film/), waitsOn: "Keep it" },
      { name: "rename-video", opener: button(/^Rename draft-film/) },
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
  if (item !== undefined) await pressItem(page, item);
  const opened = page.getByRole(role);
  await opened.waitFor();
  return opened;
}

/** The cross of a dialog is called otherwise than the deeds in it: for who hears the names, or says one. */
async function expectCrossToldApart(opened: Locator): Promise<void> {
  const cross = opened.getByRole("button", { name: "Close dialog", exact: true });
  if ((await cross.count()) === 0) return;
  const names = await opened
    .getByRole("button")
    .evaluateAll((buttons) =>
      buttons.map((one) => one.getAttribute("aria-label") ?? one.textContent ?? "").filter((name) => name),
    );
  expect(names.filter((name) => "Close dialog".startsWith(name))).toEqual(["Close dialog"]);
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
        await expectCrossToldApart(opened);
        await lookAtOpened(page, `opened-${opening.name}`, opened, view);
        await page.keyboard.press("Escape");
        await expect(opened).toHaveCount(0);
        await expect(opening.opener(page), `focus after ${opening.name}`).toBeFocused();
      }
    }
  });
}

test("toasts pass axe and fit: of what was done, with its way back, and of what did not work", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id } = await api.twoCuts(SHORTENED_CUT);
  await page.goto(`/studio/campaigns/${id}/sessions?audience=simulated&counted=counted`);
  const total = page.getByTestId("session-count");
  const before = (await total.textContent()) ?? "";
  const exclude = async () => {
    await page
      .getByRole("button", { name: /^Exclude/ })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Looked at by a test");
    await dialog.getByRole("button", { name: "Exclude" }).click();
  };
  const toast = (text: string) => page.getByRole("alert").filter({ hasText: text });

  await page.route("**/exclusion", (route) => route.abort());
  await exclude();
  const problem = toast("That did not work");
  // It stays while it is pointed at.
  await problem.hover();
  await lookAtOpenedInAllViews(page, "toast-problem", problem);
  await problem.getByRole("button", { name: "Close message" }).click();
  await expect(problem).toHaveCount(0);
  await page.unroute("**/exclusion");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();

  await exclude();
  const done = toast("no longer counts");
  await done.hover();
  await expect(total).not.toHaveText(before);
  await lookAtOpenedInAllViews(page, "toast-undo", done);
  await done.getByRole("button", { name: "Undo" }).click();
  await expect(total).toHaveText(before);
});
