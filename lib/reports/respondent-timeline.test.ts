import { expect, it } from "vitest";
import { MEMORY_STORAGE } from "#lib/protocol/quality.ts";
import { respondentSchema } from "#lib/protocol/respondent.ts";
import { sessionListQuerySchema } from "#lib/protocol/session-list.ts";
import { appendBatches } from "#lib/storage/append-batches.ts";
import { keepConsentText } from "#lib/storage/consent-records.ts";
import { createSession } from "#lib/storage/create-session.ts";
import { noteMemoryStorage } from "#lib/storage/note-memory-storage.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { noteSessionEvents } from "#lib/storage/session-events.ts";
import { batchOf, createFieldwork, happySecond } from "#lib/testing/fieldwork.ts";
import { createKnownAudience } from "#lib/testing/known-audience.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { respondentTimeline } from "./respondent-timeline.ts";
import { sessionList } from "./session-list.ts";

describeOnEachDatabase("respondentTimeline", (open) => {
  it("shows one respondent's own numbers, a gap as not measured, nothing behind the last second", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 2 });
    const [sessionId, other] = fieldwork.sessionIds as [number, number];
    await appendBatches(open(), await registerWriter(open()), 1n, [
      batchOf(fieldwork, sessionId, 0, happySecond(5_000)),
      batchOf(fieldwork, sessionId, 2, { ...happySecond(1_000), attention: null }),
      batchOf(fieldwork, other, 4, happySecond(9_000)),
    ]);
    const { publicId } = await open().session.findUniqueOrThrow({ where: { id: sessionId } });
    const respondent = await respondentTimeline(open(), fieldwork.campaignId, publicId);
    expect(respondentSchema.parse(respondent)).toEqual(respondent);
    expect(respondent).toMatchObject({
      publicId,
      simulated: false,
      state: "open",
      engineVersion: "human-3.3.6/emotion",
      baseline: [0, 0, 0, 0.2, 0.8, 0, 0],
      videoId: fieldwork.videoId,
    });
    expect(respondent?.seconds).toEqual([
      {
        second: 0,
        coverage: 1,
        loss: null,
        raw: [0, 0, 0, 0.5, 0.5, 0, 0],
        corrected: [0, 0, 0, 0.3, -0.3, 0, 0],
        valence: 0.5,
        attention: 1,
      },
      {
        second: 1,
        coverage: 0,
        loss: "notMeasured",
        raw: null,
        corrected: null,
        valence: null,
        attention: null,
      },
      expect.objectContaining({ second: 2, valence: 0.1, attention: null }),
    ]);
  });

  it("knows nobody of another campaign, nobody withdrawn, and no id that is none", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 1 });
    const elsewhere = await createFieldwork(open(), { sessions: 0 });
    const session = await open().session.findFirstOrThrow({ where: { id: fieldwork.sessionIds[0]! } });
    expect(await respondentTimeline(open(), fieldwork.campaignId, session.publicId)).toMatchObject({
      seconds: [],
    });
    expect(await respondentTimeline(open(), elsewhere.campaignId, session.publicId)).toBeNull();
    expect(await respondentTimeline(open(), fieldwork.campaignId, "1 OR 1=1")).toBeNull();
    await open().session.update({ where: { id: session.id }, data: { state: "withdrawn" } });
    expect(await respondentTimeline(open(), fieldwork.campaignId, session.publicId)).toBeNull();
  });

  it("gives the curve of each film that they were shown, in that order", async () => {
    const known = await createKnownAudience(open(), { viewers: 3, seconds: [5, 4] });
    const [viewer] = known.viewers.filter(({ seconds }) => seconds.every(({ length }) => length > 0));
    const { publicId } = await open().session.findUniqueOrThrow({ where: { id: viewer!.sessionId } });
    const [a, b] = known.videos.map(({ id }) => id);
    const shown = [
      { segment: 1, videoId: a },
      { segment: 2, videoId: b },
    ];
    const second = await respondentTimeline(open(), known.campaignId, publicId, 2);
    expect(second).toMatchObject({ segment: 2, videoId: b, shown });
    const raw = (video: number) =>
      viewer!.seconds[video]!.map((values) => values?.raw?.map((score) => score / 10_000) ?? null);
    expect(second?.seconds.map((values) => values.raw)).toEqual(raw(1).slice(0, second?.seconds.length));
    const first = await respondentTimeline(open(), known.campaignId, publicId);
    expect(first).toMatchObject({ segment: 1, videoId: a, shown });
    expect(first?.seconds.map((values) => values.raw)).toEqual(raw(0).slice(0, first?.seconds.length));
    expect(await respondentTimeline(open(), known.campaignId, publicId, 3)).toBeNull();
  });

  it("tells who they are as far as it is known: variables, consent with its text, browser", async () => {
    const db = open();
    const { campaignId, videoId } = await createFieldwork(db, { sessions: 0 });
    const textSha256 = "d".repeat(64);
    await keepConsentText(db, { sha256: textSha256, version: "2", locale: "en", body: "text" });
    const { publicId, sessionId } = await createSession(db, {
      campaignId,
      videoIds: [videoId],
      simulated: false,
      engineVersion: "human-3.3.6/emotion",
      variables: { age: "25-34" },
      device: { userAgent: "Mozilla/5.0 (iPhone) Mobile Safari" },
      consentTextSha256: textSha256,
    });
    const record = await db.consentRecord.findUniqueOrThrow({ where: { sessionId } });
    const respondent = await respondentTimeline(db, campaignId, publicId);
    expect(respondentSchema.parse(respondent)).toEqual(respondent);
    expect(respondent).toMatchObject({
      variables: { age: "25-34" },
      consent: { version: "2", locale: "en", textSha256, decidedAt: record.decidedAt.toISOString() },
      userAgent: "Mozilla/5.0 (iPhone) Mobile Safari",
    });
    // What the viewer alone keeps, and can erase everything with.
    expect(JSON.stringify(respondent)).not.toContain(record.receipt);
  });

  it("says nothing of a consent or variables that are not there", async () => {
    const { campaignId, sessionIds } = await createFieldwork(open());
    const { publicId } = await open().session.findUniqueOrThrow({ where: { id: sessionIds[0]! } });
    expect(await respondentTimeline(open(), campaignId, publicId)).toMatchObject({
      variables: {},
      consent: null,
      userAgent: null,
      allFilms: { seconds: 0, validSeconds: 0, losses: {} },
    });
  });

  it("counts the seconds of all their films as the list does, whichever film is asked for", async () => {
    const known = await createKnownAudience(open(), { viewers: 3, seconds: [5, 4] });
    const query = sessionListQuerySchema.parse({ audience: "simulated" });
    const real = await sessionList(open(), known.campaignId, { ...query, audience: "real" });
    const simulated = await sessionList(open(), known.campaignId, query);
    const listed = [...real.sessions, ...simulated.sessions].filter(({ state }) => state !== "withdrawn");
    expect(listed.some(({ seconds, validSeconds }) => validSeconds < seconds)).toBe(true);
    for (const { publicId, seconds, validSeconds, losses } of listed) {
      for (const segment of [1, 2]) {
        const respondent = await respondentTimeline(open(), known.campaignId, publicId, segment);
        expect(respondent?.allFilms).toEqual({ seconds, validSeconds, losses });
      }
    }
  });

  it("tells what happened in their page, what runs there, and storage in memory before there is a grade", async () => {
    const { campaignId, sessionIds } = await createFieldwork(open());
    const [id] = sessionIds as [number];
    const { publicId } = await open().session.findUniqueOrThrow({ where: { id } });
    const profile = { backend: "wasm", probeMs: 18, sustainedPerSecond: 40, samplesPerSecond: 15, cores: 4 };
    const events = [
      { kind: "probed", atMs: 1_000, ...profile },
      { kind: "ended", atMs: 2_000, why: "left" },
    ] as const;
    await noteSessionEvents(open(), id, events);
    await noteMemoryStorage(open(), id);
    expect(await respondentTimeline(open(), campaignId, publicId)).toMatchObject({
      grade: null,
      gradeReasons: [MEMORY_STORAGE],
      endReason: "left",
      capture: profile,
      events,
    });
  });
});
