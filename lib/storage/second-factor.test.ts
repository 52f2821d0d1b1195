import { expect, it } from "vitest";
import { createPerson } from "#lib/testing/people.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import {
  enableSecondFactor,
  readSecondFactor,
  removeSecondFactor,
  savePendingSecret,
  takeRecoveryCode,
  takeTotpStep,
} from "./second-factor.ts";

describeOnEachDatabase("a second factor", (open) => {
  const enabled = async () => {
    const { id } = await createPerson(open());
    await savePendingSecret(open(), id, "sealed");
    await enableSecondFactor(open(), id, { step: 100, codesSha256: ["a", "b"] });
    return id;
  };

  it("counts once it was confirmed, and is not replaced by a later secret", async () => {
    const { id } = await createPerson(open());
    expect(await enableSecondFactor(open(), id, { step: 1, codesSha256: [] })).toBe(false);
    expect(await savePendingSecret(open(), id, "first")).toBe(true);
    expect(await savePendingSecret(open(), id, "second")).toBe(true);
    expect((await readSecondFactor(open(), id))?.totpEnabledAt).toBeNull();
    expect(await enableSecondFactor(open(), id, { step: 1, codesSha256: ["a"] })).toBe(true);
    expect(await savePendingSecret(open(), id, "third")).toBe(false);
    expect(await readSecondFactor(open(), id)).toMatchObject({
      totpSealed: "second",
      _count: { recoveryCodes: 1 },
    });
  });

  it("takes a step once and never an earlier one, also from two at the same moment", async () => {
    const id = await enabled();
    expect(await takeTotpStep(open(), id, 100)).toBe(false);
    expect((await Promise.all([1, 2].map(() => takeTotpStep(open(), id, 101)))).sort()).toEqual([
      false,
      true,
    ]);
    expect(await takeTotpStep(open(), id, 99)).toBe(false);
  });

  it("takes a recovery code once, and no other user's", async () => {
    const [id, other] = [await enabled(), await createPerson(open())];
    expect(await takeRecoveryCode(open(), other.id, "a")).toBe(false);
    expect((await Promise.all([1, 2].map(() => takeRecoveryCode(open(), id, "a")))).sort()).toEqual([
      false,
      true,
    ]);
    expect(await takeRecoveryCode(open(), id, "b")).toBe(true);
  });

  it("that is switched off leaves no secret and no code", async () => {
    const id = await enabled();
    await removeSecondFactor(open(), id);
    expect(await readSecondFactor(open(), id)).toEqual({
      totpSealed: null,
      totpEnabledAt: null,
      totpRemovedAt: null,
      totpRemovedBy: null,
      _count: { recoveryCodes: 0 },
    });
  });
});
