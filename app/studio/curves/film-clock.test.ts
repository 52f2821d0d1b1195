import { describe, expect, it } from "vitest";
import { clockOf } from "./film-clock.ts";

const first = () => clockOf(null, { filmId: 1, durationSeconds: 30, linkedAt: 13.5 });

describe("the clock of the film that a page shows", () => {
  it("begins where the address says, else at the beginning, and stays while nothing changes", () => {
    const clock = first();
    expect(clock.cursor.seconds).toBe(13.5);
    expect(clockOf(clock, { filmId: 1, durationSeconds: 30, linkedAt: null })).toBe(clock);
    expect(clockOf(null, { filmId: 1, durationSeconds: 30, linkedAt: null }).cursor.seconds).toBe(0);
  });

  it("begins anew with a film of another length, whatever the first link said", () => {
    const other = { filmId: 2, durationSeconds: 20 };
    const { cursor } = clockOf(first(), { ...other, linkedAt: null });
    expect([cursor.seconds, cursor.durationSeconds]).toEqual([0, 20]);
    expect(clockOf(first(), { ...other, linkedAt: 4 }).cursor.seconds).toBe(4);
  });

  it("stays at its second with a film as long, unless the address names another", () => {
    const clock = first();
    clock.cursor.seek(21);
    const other = { filmId: 2, durationSeconds: 30 };
    const after = clockOf(clock, { ...other, linkedAt: null });
    expect(after.cursor).toBe(clock.cursor);
    expect(clockOf(after, { ...other, linkedAt: null })).toBe(after);
    expect(clockOf(clock, { ...other, linkedAt: 4 }).cursor.seconds).toBe(4);
  });

  it("goes on where it stands when its film turns out to be longer", () => {
    const clock = first();
    clock.cursor.seek(21);
    const { cursor } = clockOf(clock, { filmId: 1, durationSeconds: 31, linkedAt: 13.5 });
    expect([cursor.seconds, cursor.durationSeconds]).toEqual([21, 31]);
  });
});
