import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { deviceKind } from "#lib/protocol/device-kind.ts";
import { type SegmentExpression, savedSegmentSchema } from "#lib/protocol/segment.ts";
import type { CutViewer } from "#lib/testing/two-cuts.ts";
import { expect, test } from "./fixtures.ts";
import { countedViewers, printed, scoresAt, share } from "./plain-numbers.ts";

const SECOND = 13;

interface Part {
  name: string;
  expression: SegmentExpression;
  belongs: (viewer: CutViewer) => boolean;
}

/** By cells, by tracks, and one of so few that its numbers could be somebody's. */
const PARTS: readonly [Part, Part, Part] = [
  {
    name: "Women",
    expression: { variable: "gender", in: ["female"] },
    belongs: ({ gender }) => gender === "female",
  },
  {
    name: "On a phone, or 55+",
    expression: { any: [{ device: ["phone"] }, { variable: "age_band", in: ["55+"] }] },
    belongs: ({ userAgent, age }) => deviceKind(userAgent) === "phone" || age === "55+",
  },
  {
    name: "Few",
    expression: {
      all: [
        { variable: "gender", in: ["male"] },
        { variable: "age_band", in: ["55+"] },
        { not: { device: ["phone", "tablet"] } },
      ],
    },
    belongs: ({ gender, age, userAgent }) =>
      gender === "male" && age === "55+" && deviceKind(userAgent) === "computer",
  },
];

async function save(
  page: Page,
  campaignId: number,
  { name, expression }: Omit<Part, "belongs">,
): Promise<number> {
  const answer = await page.request.post(`/api/campaigns/${campaignId}/segments`, {
    data: { name, expression },
  });
  expect(answer.status()).toBe(201);
  return savedSegmentSchema.parse(await answer.json()).id;
}

test("segments lie over each other with their own viewers' numbers and files; too few are counted, not shown", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, b } = await api.twoCuts();
  const ids: number[] = [];
  for (const part of PARTS) ids.push(await save(page, id, part));
  const viewers = PARTS.map(({ belongs }) => countedViewers(1).filter(belongs));
  expect(viewers[2]!.length).toBeGreaterThan(0);
  expect(viewers[2]!.length).toBeLessThan(5);

  await page.goto(
    `/studio/campaigns/${id}/timeline?audience=simulated&videoId=${b}&segments=${ids.join(".")}&at=${SECOND}.5`,
  );
  const legend = page.getByTestId("segment-legend").getByRole("listitem");
  await expect(legend).toHaveCount(3);
  for (const which of [0, 1]) {
    const scores = scoresAt(viewers[which]!, "happy", SECOND);
    const row = legend.filter({ hasText: PARTS[which]!.name });
    await expect(row).toContainText(`${Math.round(100 * share(scores))}%`);
    await expect(row).toContainText(`n ${scores.length}`);
  }
  await expect(legend.last()).toContainText("of 5 viewers: not shown");
  await expect(page.getByText("Of everybody, not of the segments in the charts.").first()).toBeVisible();
  await expect(page.getByTestId("simulated-badge")).toBeVisible();

  await page.getByRole("button", { name: "Download" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: `Timeline of “${PARTS[1].name}”, CSV` }).click();
  const file: Record<string, string>[] = parse(await readFile(await (await download).path()), {
    columns: true,
  });
  const scores = scoresAt(viewers[1]!, "happy", SECOND);
  expect(file[SECOND]).toMatchObject({
    n: String(scores.length),
    reaction_share_happy: printed(share(scores)),
  });
});

test("a segment that takes simulated viewers is marked as such, whatever audience was asked for", async ({
  studio,
}) => {
  const { page, api } = studio;
  const { id, b } = await api.twoCuts();
  const expression = { all: [{ simulated: true }, { variable: "gender", in: ["male"] }] };
  const segment = await save(page, id, { name: "Invented men", expression });
  await page.goto(`/studio/campaigns/${id}/timeline?audience=real&videoId=${b}&segments=${segment}`);
  await expect(page.getByTestId("simulated-badge")).toContainText("Simulated viewers");
  await expect(page.getByText("No person was measured").first()).toBeVisible();
  await expect(page.getByText("Simulated sessions")).toBeVisible();
});
