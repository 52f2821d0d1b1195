import { randomUUID } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import { claimJob, keepJob, releaseJob } from "#lib/storage/scheduled-jobs.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { type Job, type ScheduleOptions, startSchedule } from "./schedule.ts";

const LONG_MS = 1_000_000;
const quiet = { info: (_: unknown) => {}, warn: (_: unknown) => {}, error: (_: unknown) => {} };

describeOnEachDatabase("the schedule of jobs", (open) => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  /** One process with this job; answers how to stop it. */
  function start(job: Job, options: ScheduleOptions = {}, log: typeof quiet = quiet) {
    const stop = startSchedule(open(), [job], log, { lookEveryMs: 10, ...options });
    stops.push(stop);
    return stop;
  }
  const job = (run: Job["run"], part: Partial<Job> = {}): Job => ({
    name: randomUUID(),
    everyMs: LONG_MS,
    scope: "cluster",
    run,
    ...part,
  });
  const stored = (name: string) => open().scheduledJob.findUniqueOrThrow({ where: { name } });

  it("runs a job once in its interval, however many processes there are", async () => {
    let runs = 0;
    const once = job(async () => ({ done: ++runs }));
    for (let process = 0; process < 4; process++) start(once);
    await expect.poll(async () => (await stored(once.name).catch(() => null))?.finishedAt).toBeTruthy();
    // Everybody has looked again since.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(runs).toBe(1);
  });

  it("runs it again when the interval is over, never twice at a time", async () => {
    let runs = 0;
    let atATime = 0;
    let most = 0;
    const often = job(
      async () => {
        most = Math.max(most, ++atATime);
        await new Promise((resolve) => setTimeout(resolve, 20));
        atATime--;
        return { runs: ++runs };
      },
      { everyMs: 30 },
    );
    for (let process = 0; process < 3; process++) start(often);
    await expect.poll(() => runs, { timeout: 10_000 }).toBeGreaterThanOrEqual(4);
    expect(most).toBe(1);
  });

  it("runs what is a process's own in each of them", async () => {
    const ran = new Set<number>();
    const name = randomUUID();
    for (const process of [1, 2]) {
      start(job(async () => ({ process: ran.add(process).size }), { name, scope: "process" }));
    }
    await expect.poll(() => [...ran].sort()).toEqual([1, 2]);
    expect(await open().scheduledJob.count({ where: { name } })).toBe(0);
  });

  it("says what failed, keeps it, and tries again", async () => {
    const said: string[] = [];
    let runs = 0;
    const failing = job(async () => {
      if (++runs === 1) throw new Error("the disk is full");
      return { runs };
    });
    start(
      failing,
      { retryMs: 200 },
      { ...quiet, error: (fields: unknown) => void said.push(JSON.stringify(fields)) },
    );
    await expect
      .poll(async () => (await stored(failing.name).catch(() => null))?.error)
      .toBe("the disk is full");
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(2);
    await expect.poll(async () => (await stored(failing.name)).error).toBe(null);
    expect(said.join()).toContain(failing.name);
  });

  it("leaves a job to another process when the one that had it died", async () => {
    const name = randomUUID();
    const dead = await claimJob(open(), name, LONG_MS);
    let runs = 0;
    start(job(async () => ({ runs: ++runs }), { name }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(runs).toBe(0);
    // The last that is heard of it.
    expect(await keepJob(open(), name, dead!, 300)).toBe(true);
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(1);
    // As if it were not dead but slow: it is told that the job is not its own any more, and changes nothing.
    expect(await keepJob(open(), name, dead!, LONG_MS)).toBe(false);
    const before = await stored(name);
    await releaseJob(open(), name, dead!, { dueInMs: 0, error: "late" });
    expect(await stored(name)).toEqual(before);
  });

  it("tells the job to stop, waits for it, and lets the next process go on at once", async () => {
    let told = false;
    const long = job(async (signal) => {
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      told = true;
      return { done: 1 };
    });
    const stop = start(long);
    await expect.poll(async () => (await stored(long.name).catch(() => null))?.holder).toBeTruthy();
    await stop();
    expect(told).toBe(true);
    expect(await claimJob(open(), long.name, 1_000)).not.toBeNull();
  });

  it("stops a run that lost its lease", async () => {
    let aborted = false;
    const long = job(async (signal) => {
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      aborted = true;
      return { done: 1 };
    });
    start(long, { leaseMs: 60 });
    await expect.poll(async () => (await stored(long.name).catch(() => null))?.holder).toBeTruthy();
    await open().scheduledJob.update({ where: { name: long.name }, data: { holder: randomUUID() } });
    await expect.poll(() => aborted, { timeout: 10_000 }).toBe(true);
  });
});
