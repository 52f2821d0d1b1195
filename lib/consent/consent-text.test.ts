import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { consentText } from "./consent-text.ts";

const campaign = {
  title: "Spring spot",
  purpose: "To compare two endings.",
  retentionDays: 365,
  segmentVariables: [],
  organisation: { name: "Nordlys" },
};

test("the hash is of the whole text that the viewer reads, statement included", () => {
  const text = consentText(campaign);
  expect(text.sha256).toBe(createHash("sha256").update(text.body).digest("hex"));
  for (const section of text.sections) expect(text.body).toContain(section.text);
  expect(text.body).toContain(text.statement);
});

test("another purpose, retention or organisation is another text", () => {
  const hashes = [
    campaign,
    { ...campaign, purpose: "To choose music." },
    { ...campaign, retentionDays: 90 },
    { ...campaign, segmentVariables: [{ key: "age", title: "Age band", values: ["18-34", "35+"] }] },
    { ...campaign, organisation: { name: "Solvind" } },
  ].map((each) => consentText(each).sha256);
  expect(new Set(hashes).size).toBe(5);
});

test("the retention of the campaign is said in words", () => {
  expect(consentText(campaign).body).toContain("kept for one year and");
  expect(consentText({ ...campaign, retentionDays: 90 }).body).toContain("kept for 90 days and");
});

test("how to stop, how to withdraw and what then stays are said", () => {
  const text = consentText(campaign).sections.find(
    ({ heading }) => heading === "You can stop at any time",
  )?.text;
  expect(text).toContain("“Stop taking part”");
  expect(text).toContain("“Withdraw and erase”");
  expect(text).toContain("only the fact and the times of your consent and your withdrawal are kept");
});

test("what a link may say of the viewer is said where there is something", () => {
  expect(consentText(campaign).body).not.toContain("Your link");
  const segmentVariables = [
    { key: "age", title: "Age band", values: ["18-34", "35+"] },
    { key: "home", title: "Country", values: ["NO", "SE"] },
  ];
  expect(consentText({ ...campaign, segmentVariables }).body).toContain(
    "Your link may say which groups you belong to (Age band, Country); that is stored with your numbers.",
  );
});
