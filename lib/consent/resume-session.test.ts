import { expect, it } from "vitest";
import { keepConsentText } from "#lib/storage/consent-records.ts";
import { createSession } from "#lib/storage/create-session.ts";
import { finishSession } from "#lib/storage/finish-session.ts";
import { saveBaseline } from "#lib/storage/save-baseline.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { resumeSession } from "./resume-session.ts";
import { withdrawViewer } from "./withdraw-viewer.ts";

describeOnEachDatabase("a viewer who comes back", (open) => {
  async function viewer() {
    const { campaignId, videoId } = await createFieldwork(open(), { sessions: 0 });
    const { slug } = await open().campaign.findUniqueOrThrow({ where: { id: campaignId } });
    await keepConsentText(open(), { sha256: "b".repeat(64), version: "1", locale: "en", body: "text" });
    const created = await createSession(open(), {
      campaignId,
      videoIds: [videoId],
      simulated: false,
      engineVersion: "human-3.3.6/emotion",
      variables: {},
      device: {},
      consentTextSha256: "b".repeat(64),
    });
    return { slug, videoId, ...created };
  }

  it("finds their session by its key: receipt, videos, whether the calibration was judged, and its end", async () => {
    const { slug, videoId, sessionKey, receipt, sessionId, publicId } = await viewer();
    const resumed = () => resumeSession(open(), slug, sessionKey);
    expect(await resumed()).toMatchObject({
      session: { id: sessionId, publicId, receipt, state: "open", calibrated: false },
      stimuli: [{ segment: 1, videoId, durationMs: 10_000 }],
    });
    await saveBaseline(open(), sessionId, { baseline: null, refusal: "tooFewSamples", facingPose: null });
    expect(await resumed()).toMatchObject({ session: { calibrated: true } });
    await finishSession(open(), sessionId);
    expect(await resumed()).toMatchObject({ session: { state: "finished", receipt } });
  });

  it("finds nothing by a foreign key, in another study, or once it was withdrawn", async () => {
    const { slug, sessionKey, sessionId } = await viewer();
    const other = await viewer();
    expect(await resumeSession(open(), slug, other.sessionKey)).toBeNull();
    expect(await resumeSession(open(), other.slug, sessionKey)).toBeNull();
    expect(await resumeSession(open(), "no-such-study", sessionKey)).toBeNull();
    await expect(withdrawViewer(open(), other.slug, sessionKey)).rejects.toThrow(
      expect.objectContaining({ code: "no-session" }),
    );
    expect(await withdrawViewer(open(), slug, sessionKey)).toMatchObject({ sessionId });
    expect(await resumeSession(open(), slug, sessionKey)).toBeNull();
    // The answer may have been lost.
    expect(await withdrawViewer(open(), slug, sessionKey)).toMatchObject({ sessionId, videoIds: [] });
  });

  it("may withdraw from a study that has ended since", async () => {
    const { slug, sessionKey, sessionId } = await viewer();
    await open().campaign.update({ where: { slug }, data: { status: "closed" } });
    expect(await resumeSession(open(), slug, sessionKey)).not.toBeNull();
    await withdrawViewer(open(), slug, sessionKey);
    const { state } = await open().session.findUniqueOrThrow({ where: { id: sessionId } });
    expect(state).toBe("withdrawn");
  });
});
