import { expect, it } from "vitest";
import { subtractPacked } from "#lib/analytics/combine-packed.ts";
import { MAX_EVENTS, type SessionEvent } from "#lib/protocol/session-events.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { finishSession } from "./finish-session.ts";
import { noteSessionEvents, readSessionEvents } from "./session-events.ts";
import { withdrawSession } from "./withdraw-session.ts";

const PROBED: SessionEvent = {
  kind: "probed",
  atMs: 4_000,
  backend: "wasm",
  probeMs: 17.5,
  sustainedPerSecond: 41.2,
  samplesPerSecond: 15,
  cores: 2,
};
const LOWERED: SessionEvent = { kind: "rateLowered", atMs: 21_000, from: 15, to: 10 };
const LEFT: SessionEvent = { kind: "ended", atMs: 30_000, why: "left" };

describeOnEachDatabase("the events of a session", (open) => {
  const session = async () => {
    const { sessionIds } = await createFieldwork(open());
    return sessionIds[0]!;
  };
  const rowOf = (id: number) => open().session.findUniqueOrThrow({ where: { id } });

  it("are kept in order, once however often they are sent, and the device with the session", async () => {
    const id = await session();
    expect(await noteSessionEvents(open(), id, [LOWERED, PROBED])).toBe(true);
    expect(await noteSessionEvents(open(), id, [PROBED])).toBe(true);
    expect(await readSessionEvents(open(), id)).toEqual([PROBED, LOWERED]);
    const { kind: _, atMs: __, ...capture } = PROBED;
    expect((await rowOf(id)).device).toEqual({ capture });
  });

  it("say how the page last ended, until the viewer is back or finished", async () => {
    const id = await session();
    await noteSessionEvents(open(), id, [LEFT]);
    expect((await rowOf(id)).endReason).toBe("left");
    await noteSessionEvents(open(), id, [{ kind: "returned", atMs: 40_000 }]);
    expect((await rowOf(id)).endReason).toBeNull();
    await noteSessionEvents(open(), id, [{ ...LEFT, atMs: 50_000, why: "deviceTooSlow" }]);
    expect((await rowOf(id)).endReason).toBe("deviceTooSlow");
    await finishSession(open(), id);
    expect((await rowOf(id)).endReason).toBeNull();
  });

  it("are not taken by a session that is closed, nor beyond what one may have", async () => {
    const id = await session();
    const many = Array.from({ length: MAX_EVENTS + 5 }, (_, i) => ({ kind: "cameraBack", atMs: i }) as const);
    await noteSessionEvents(open(), id, many);
    expect(await readSessionEvents(open(), id)).toHaveLength(MAX_EVENTS);
    await finishSession(open(), id);
    expect(await noteSessionEvents(open(), id, [LEFT])).toBe(false);
  });

  it("are erased with a withdrawal, like all else that the row told", async () => {
    const id = await session();
    await noteSessionEvents(open(), id, [PROBED, LEFT]);
    await withdrawSession(open(), id, subtractPacked);
    expect(await readSessionEvents(open(), id)).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ device: {}, endReason: null, grade: null, measures: null });
  });
});
