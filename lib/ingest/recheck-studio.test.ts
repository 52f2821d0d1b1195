import { expect, it } from "vitest";
import { recheckStudio } from "./recheck-studio.ts";

const connection = (cookie: string | undefined, userId: number) => ({
  handshake: { headers: { cookie } },
  data: { userId },
  connected: true,
  disconnect() {
    this.connected = false;
  },
});

const user = (id: number) => ({
  id,
  organisationId: 1,
  organisationName: "Test",
  role: "viewer" as const,
  email: "a@example.org",
  name: "A",
});

it("a connection ends with its session, and no other does", async () => {
  const [kept, signedOut, without] = [connection("kept", 1), connection("out", 1), connection(undefined, 2)];
  const ended = await recheckStudio([kept, signedOut, without], async (cookie) =>
    cookie === "kept" ? user(1) : null,
  );
  expect(ended).toBe(2);
  expect([kept, signedOut, without].map(({ connected }) => connected)).toEqual([true, false, false]);
});

it("a database that does not answer ends nobody's connection", async () => {
  const open = connection("kept", 1);
  const failing = recheckStudio([open], () => Promise.reject(new Error("away")));
  await expect(failing).rejects.toThrow("away");
  expect(open.connected).toBe(true);
});
