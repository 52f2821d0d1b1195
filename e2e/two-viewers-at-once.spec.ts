import { expect, test } from "./fixtures.ts";
import { expectNobody, meanHappy } from "./respondent-means.ts";

test("two viewers who watch at the same time each get their own curve", async ({ watched, studio }) => {
  const { id } = await studio.api.demoCampaign();
  expect(watched.second.publicId).not.toBe(watched.first.publicId);
  const first = await studio.api.respondent(id, watched.first.publicId);
  const second = await studio.api.respondent(id, watched.second.publicId);
  expect([first.state, second.state]).toEqual(["finished", "finished"]);

  // The first laughs from 10 to 20 s and leaves; the second arrives at 10 s and laughs from 20 s.
  expect(meanHappy(first, 11, 19) - meanHappy(second, 11, 19)).toBeGreaterThan(0.3);
  expectNobody(second, 1, 9);
  expect(meanHappy(second, 21, 29)).toBeGreaterThan(0.6);
  expectNobody(first, 21, 29);
});

test("the audience counts both, and each second says how many of them it could measure", async ({
  watched,
  studio,
}) => {
  const { before, after } = watched;
  expect(after.sessions - before.sessions).toBe(2);
  const { id } = await studio.api.demoCampaign();
  const viewers = [
    await studio.api.respondent(id, watched.first.publicId),
    await studio.api.respondent(id, watched.second.publicId),
  ];
  for (const { second, reached, n } of after.seconds) {
    const then = before.seconds[second];
    expect(reached - (then?.reached ?? 0), `reached second ${second}`).toBe(2);
    const measured = viewers.filter(({ seconds }) => seconds[second]?.raw).length;
    expect(n - (then?.n ?? 0), `n of second ${second}`).toBe(measured);
  }
});
