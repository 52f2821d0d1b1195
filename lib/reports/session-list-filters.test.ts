import { expect, it } from "vitest";
import { addPacked } from "#lib/analytics/combine-packed.ts";
import { type SessionListQuery, sessionListQuerySchema } from "#lib/protocol/session-list.ts";
import { type LossReason, packViewerSecond } from "#lib/protocol/viewer-second.ts";
import { appendBatches } from "#lib/storage/append-batches.ts";
import { compactSession } from "#lib/storage/compact-session.ts";
import { readConsentVersions } from "#lib/storage/consent-records.ts";
import { finishSession } from "#lib/storage/finish-session.ts";
import { foldVideo } from "#lib/storage/fold-video.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { batchOf, createFieldwork, happySecond, ingestRow } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { lostSecond } from "#lib/testing/track-pages.ts";
import { sessionList } from "./session-list.ts";

function query(changes: Partial<SessionListQuery>): SessionListQuery {
  return { ...sessionListQuerySchema.parse({}), ...changes };
}

describeOnEachDatabase("what a respondent was shown, lost and agreed to", (open) => {
  it("has which cuts each was shown, in that order, and lists those who were shown one", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 3 });
    const { campaignId, videoId: a, sessionIds } = fieldwork;
    const film = { title: "B", url: "/b.webm", mimeType: "video/webm", width: 640, height: 360 };
    const { id: b } = await open().video.create({
      data: { ...film, campaignId, durationMs: 10_000, position: 2 },
    });
    // The first saw both, B first; the second A alone; the third B alone.
    const [first, , third] = sessionIds as [number, number, number];
    await open().sessionStimulus.deleteMany({ where: { sessionId: { in: [first, third] } } });
    await open().sessionStimulus.createMany({
      data: [
        { sessionId: first, segment: 2, videoId: a },
        { sessionId: first, segment: 1, videoId: b },
        { sessionId: third, segment: 1, videoId: b },
      ],
    });
    const shown = async (changes: Partial<SessionListQuery>) => {
      const list = await sessionList(
        open(),
        campaignId,
        query({ sort: "startedAt", direction: "asc", ...changes }),
      );
      expect(list.sessions).toHaveLength(list.total);
      return list.sessions.map(({ videoIds }) => videoIds);
    };
    expect(await shown({})).toEqual([[b, a], [a], [b]]);
    expect(await shown({ videoId: a })).toEqual([[b, a], [a]]);
    expect(await shown({ videoId: b })).toEqual([[b, a], [b]]);
    expect(await shown({ videoId: b + 1 })).toEqual([]);
  });

  it("lists those who lost a second for a reason: while they watch, when they have finished, packed and not", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 4 });
    const { campaignId, videoId, sessionIds } = fieldwork;
    const [watching, finished, packed, calm] = sessionIds as [number, number, number, number];
    const lost = (loss: LossReason) => ({ ...lostSecond, loss });
    await appendBatches(open(), await registerWriter(open()), 1n, [
      batchOf(fieldwork, watching, 0, lost("tooDark")),
      batchOf(fieldwork, finished, 0, lost("noFace")),
      batchOf(fieldwork, finished, 1, lost("tooDark")),
      ingestRow(fieldwork, packed, 0),
      { ...ingestRow(fieldwork, packed, 1), values: packViewerSecond(lost("notMeasured")) },
      batchOf(fieldwork, calm, 0, happySecond(0)),
    ]);
    await foldVideo(open(), videoId, addPacked);
    for (const id of [finished, packed, calm]) await finishSession(open(), id);
    expect(await compactSession(open(), packed)).toBe("packed");
    const publicIdOf = async (id: number) =>
      (await open().session.findUniqueOrThrow({ where: { id } })).publicId;
    const listed = async (loss: LossReason) => {
      const list = await sessionList(open(), campaignId, query({ loss }));
      expect(list.sessions).toHaveLength(list.total);
      // What the list says of a session is what it is listed for.
      for (const { losses } of list.sessions) expect(losses).toHaveProperty(loss);
      return new Set(list.sessions.map(({ publicId }) => publicId));
    };
    expect(await listed("tooDark")).toEqual(
      new Set([await publicIdOf(watching), await publicIdOf(finished)]),
    );
    expect(await listed("noFace")).toEqual(new Set([await publicIdOf(finished)]));
    expect(await listed("notMeasured")).toEqual(new Set([await publicIdOf(packed)]));
    expect(await listed("lookingAway")).toEqual(new Set());
  });

  it("lists those who agreed to one version of the consent text", async () => {
    const { campaignId, sessionIds } = await createFieldwork(open(), { sessions: 3 });
    for (const [i, version] of ["2027-01-01.1", "2027-02-01.1"].entries()) {
      const sha256 = `${campaignId}/${version}`;
      await open().consentText.create({ data: { sha256, version, locale: "en", body: version } });
      await open().consentRecord.create({
        data: {
          campaignId,
          textSha256: sha256,
          decision: "granted",
          receipt: sha256,
          sessionId: sessionIds[i]!,
        },
      });
    }
    const listed = async (consent: string) => {
      const list = await sessionList(open(), campaignId, query({ consent }));
      expect(list.sessions).toHaveLength(list.total);
      return list.sessions.map((session) => session.consent?.version);
    };
    expect(await listed("2027-01-01.1")).toEqual(["2027-01-01.1"]);
    expect(await listed("2027-02-01.1")).toEqual(["2027-02-01.1"]);
    expect(await listed("2027-03-01.1")).toEqual([]);
    expect(await readConsentVersions(open(), campaignId)).toEqual(["2027-02-01.1", "2027-01-01.1"]);
  });
});
