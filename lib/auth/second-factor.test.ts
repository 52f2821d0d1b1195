import { TOTP } from "otpauth";
import { beforeEach, expect, it, test } from "vitest";
import { enableSecondFactor, savePendingSecret } from "#lib/storage/second-factor.ts";
import { createPerson } from "#lib/testing/people.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { newRecoveryCodes, recoveryCodeSha256 } from "./recovery-codes.ts";
import { seal, unseal } from "./seal.ts";
import { secondFactorFits } from "./second-factor.ts";
import { shareSecret } from "./secret.ts";
import { newTotpSecret, totpStep, totpUri } from "./totp.ts";

beforeEach(() => shareSecret("a secret of this test that is long enough"));

// RFC 6238, appendix B: the SHA-1 vectors, of which apps show the last six digits.
const RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
])("at second %i of RFC 6238 the code is %s, for half a minute on either side", (seconds, code) => {
  const step = Math.floor(seconds / 30);
  expect(totpStep(RFC_SECRET, code, seconds * 1000)).toBe(step);
  expect(totpStep(RFC_SECRET, code, (seconds + 30) * 1000)).toBe(step);
  expect(totpStep(RFC_SECRET, code, (seconds - 30) * 1000)).toBe(step);
  expect(totpStep(RFC_SECRET, code, (seconds + 61) * 1000)).toBeNull();
});

test("the QR code's address names us, the account and the secret, in the form that apps read", () => {
  const secret = newTotpSecret();
  const uri = new URL(totpUri(secret, "ada@example.org"));
  expect(uri.protocol).toBe("otpauth:");
  expect(decodeURIComponent(uri.pathname)).toContain("Reactline:ada@example.org");
  expect(uri.searchParams.get("secret")).toBe(secret);
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
});

test("what is sealed is read under the same secret alone, and unaltered alone", () => {
  const sealed = seal("hidden");
  expect(sealed).not.toContain("hidden");
  expect(seal("hidden")).not.toBe(sealed);
  expect(unseal(sealed)).toBe("hidden");
  expect(unseal(`${sealed.slice(0, -3)}${sealed.endsWith("AAA") ? "BBB" : "AAA"}`)).toBeNull();
  expect(unseal("")).toBeNull();
  shareSecret("another secret of this test, long as well");
  expect(unseal(sealed)).toBeNull();
});

test("recovery codes differ, and fit however they are typed", () => {
  const { codes, codesSha256 } = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
  expect(recoveryCodeSha256(` ${codes[0]!.toLowerCase().replaceAll("-", " ")}`)).toBe(codesSha256[0]);
});

describeOnEachDatabase("signing in with a second factor", (open) => {
  async function enrolled() {
    const secret = newTotpSecret();
    const totpSealed = seal(secret);
    const { id } = await createPerson(open());
    const { codes, codesSha256 } = newRecoveryCodes();
    await savePendingSecret(open(), id, totpSealed);
    await enableSecondFactor(open(), id, { step: 0, codesSha256 });
    return { user: { id, totpSealed }, codes, code: () => new TOTP({ secret }).generate() };
  }

  it("takes the app's code once, spaced or not", async () => {
    const { user, code } = await enrolled();
    const now = code();
    expect(await secondFactorFits(open(), user, `${now.slice(0, 3)} ${now.slice(3)}`)).toBe(true);
    expect(await secondFactorFits(open(), user, now)).toBe(false);
  });

  it("takes a recovery code once, also when the server's secret was lost", async () => {
    const { user, codes, code } = await enrolled();
    shareSecret("another secret of this test, long as well");
    expect(await secondFactorFits(open(), user, code())).toBe(false);
    expect(await secondFactorFits(open(), user, codes[3]!)).toBe(true);
    expect(await secondFactorFits(open(), user, codes[3]!)).toBe(false);
  });

  it("takes nothing else", async () => {
    const { user } = await enrolled();
    const stranger = await enrolled();
    for (const typed of ["", "0", "ABCD-EFGH-IJKL-MNOP", stranger.codes[0]!, stranger.code()]) {
      expect(await secondFactorFits(open(), user, typed), typed).toBe(false);
    }
  });
});
