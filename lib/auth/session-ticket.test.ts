import { SignJWT } from "jose";
import { beforeEach, expect, test } from "vitest";
import { shareSecret } from "./secret.ts";
import { mintTicket, verifyTicket } from "./session-ticket.ts";

const SECRET = "a secret of this test that is long enough";
const claims = { sessionId: 7, publicId: "5f0c0a52-6d0c-4b41-9a8e-0d6d2f4f7a11", campaignId: 3 };

const sign = (jwt: SignJWT, secret = SECRET) => jwt.sign(new TextEncoder().encode(secret));
const jwt = () =>
  new SignJWT({ sid: 7, pid: claims.publicId, cid: 3 })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience("capture")
    .setIssuedAt();

beforeEach(() => shareSecret(SECRET));

test("a ticket opens the session that it was minted for", async () => {
  expect(await verifyTicket(await mintTicket(claims))).toEqual(claims);
});

test("an expired, foreign or altered ticket opens nothing", async () => {
  expect(await verifyTicket(await sign(jwt().setExpirationTime(1)))).toBeNull();
  expect(
    await verifyTicket(await sign(jwt().setExpirationTime("5m"), "another secret, long as well")),
  ).toBeNull();
  const [head, body, signature] = (await mintTicket(claims)).split(".");
  const forged = Buffer.from(JSON.stringify({ sid: 8, pid: claims.publicId, cid: 3 })).toString("base64url");
  expect(body).not.toBe(forged);
  expect(await verifyTicket(`${head}.${forged}.${signature}`)).toBeNull();
});

test("another token of ours, signed by the same secret, is no ticket", async () => {
  const studio = jwt().setAudience("studio").setExpirationTime("5m");
  expect(await verifyTicket(await sign(studio))).toBeNull();
});
