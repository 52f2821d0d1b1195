import { expect, test } from "./fixtures.ts";
import { meanHappy, secondsBetween } from "./respondent-means.ts";

test("two viewers who watch at the same time each get their own curve", async ({ watched, studio }) => {
  const { id } = await studio.api.demoCampaign();
  expect(watched.second.publicId).not.toBe(watched.first.publicId);
  const first = await studio.api.respondent(id, watched.first.publicId);
  const second = await studio.api.respondent(id, watched.second.publicId);
  expect([first.state, second.state]).toEqual(["finished", "finished"]);

  // The first laughs from 10 to 20 s and leaves; the second arrives at 10 s and laughs from 20 s.
  expect(meanHappy(first, 11, 19) - meanHappy(second, 11, 19)).toBeGreaterThan(0.3);
  expect(secondsBetween(second, 1, 9).map(({ loss }) => loss)).toEqual(Array(8).fill("noFace"));
  expect(meanHappy(second, 21, 29)).toBeGreaterThan(0.6);
  expect(secondsBetween(first, 21, 29).map(({ loss }) => loss)).toEqual(Array(8).fill("noFace"));
});

test("the audience counts both, and each second says how many of them it could measure", async ({
  watched: { before, after },
}) => {
  const grown = (second: number, read: "reached" | "n") =>
    (after.seconds[second]?.[read] ?? 0) - (before.seconds[second]?.[read] ?? 0);
  expect(after.sessions - before.sessions).toBe(2);
  for (const second of [5, 15, 25]) expect(grown(second, "reached"), `reached ${second}`).toBe(2);
  // Seconds 5 and 25 have one face each, second 15 has both.
  expect([5, 15, 25].map((second) => grown(second, "n"))).toEqual([1, 2, 1]);
});
