import { expect, it } from "vitest";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { createFieldwork, createSession } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { excludeSession, includeSession } from "./exclude-session.ts";
import { destroySession } from "./expired-sessions.ts";
import { finishSession } from "./finish-session.ts";
import { readWatermark } from "./read-watermark.ts";
import { withdrawSession } from "./withdraw-session.ts";

describeOnEachDatabase("the watermark of a campaign", (open) => {
  it("tells removed viewers from those who came or finished, also when simulated ones came before them", async () => {
    const fieldwork = await createFieldwork(open(), { simulated: true, sessions: 2 });
    const { id: cellId } = await open().segmentCell.create({
      data: { campaignId: fieldwork.campaignId, simulated: false, engineVersion: "human-3.3.6/emotion" },
    });
    const real: number[] = [];
    for (let i = 0; i < 4; i++) real.push(await createSession(open(), { ...fieldwork, cellId }));
    const [oldest, excluded, withdrawn, finished] = real as [number, number, number, number];
    await open().session.update({
      where: { id: oldest },
      data: { startedAt: new Date(Date.now() - 86_400_000) },
    });

    const since = new Date(0);
    let before = await readWatermark(open(), fieldwork.campaignId, [fieldwork.videoId], since);
    const changed = async () => {
      const now = await readWatermark(open(), fieldwork.campaignId, [fieldwork.videoId], since);
      const changes = { grown: now.grown !== before.grown, removed: now.removed !== before.removed };
      before = now;
      return changes;
    };
    expect(await changed()).toEqual({ grown: false, removed: false });
    await createSession(open(), { ...fieldwork, cellId });
    expect(await changed()).toEqual({ grown: true, removed: false });
    await finishSession(open(), finished);
    expect(await changed()).toEqual({ grown: true, removed: false });
    await excludeSession(open(), excluded, "test", subtractPacked);
    expect(await changed()).toMatchObject({ removed: true });
    await includeSession(open(), excluded, addPacked);
    expect(await changed()).toMatchObject({ removed: true });
    await withdrawSession(open(), withdrawn, subtractPacked);
    expect(await changed()).toMatchObject({ removed: true });
    await destroySession(open(), oldest, subtractPacked);
    expect(await changed()).toMatchObject({ removed: true });
  });
});
