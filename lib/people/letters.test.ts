import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sha256 } from "#lib/auth/link-token.ts";
import { findPasswordReset } from "#lib/storage/password-resets.ts";
import { createPerson } from "#lib/testing/people.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { invitationLetter, type MailServer, sendLetter } from "./letters.ts";
import { askForReset, resetLinkFor } from "./renew-password.ts";

interface Received {
  to: string[];
  data: string;
}

describeOnEachDatabase("letters", (open) => {
  const received: Received[] = [];
  let smtp: SMTPServer;
  let server: NonNullable<MailServer>;

  beforeAll(async () => {
    smtp = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      onAuth: ({ username, password }, _session, done) =>
        username === "mailer" && password === "p@ss" ? done(null, { user: username }) : done(new Error("no")),
      onData: (stream, session, done) => {
        let data = "";
        stream.on("data", (chunk) => {
          data += String(chunk);
        });
        stream.on("end", () => {
          received.push({ to: session.envelope.rcptTo.map(({ address }) => address), data });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
    const { port } = smtp.server.address() as AddressInfo;
    server = { url: `smtp://mailer:p%40ss@127.0.0.1:${port}`, from: "Reactline <studio@example.org>" };
  });
  afterAll(() => new Promise<void>((resolve) => smtp.close(() => resolve())));

  it("reach the address with the link, and names cannot add a header or a line", async () => {
    const letter = invitationLetter(
      "ada@example.org",
      "Films\r\nBcc: all@example.org",
      "Bo\nX: y",
      "/invitation/t",
    );
    expect(await sendLetter(letter, server)).toBe("sent");
    const { to, data } = received.at(-1)!;
    expect(to).toEqual(["ada@example.org"]);
    const end = data.indexOf("\r\n\r\n");
    const [head, body] = [data.slice(0, end), data.slice(end)];
    expect(head).toMatch(/^From: Reactline <studio@example.org>$/m);
    expect(head).not.toMatch(/^(Bcc|X):/im);
    expect(body).toMatch(/^http:\/\/localhost:\d+\/invitation\/t$/m);
  });

  it("that cannot be sent are told, and not thrown", async () => {
    const letter = { to: "ada@example.org", subject: "x", text: "x" };
    expect(await sendLetter(letter, null)).toBe("off");
    expect(await sendLetter(letter, { ...server, url: server.url.replace("p%40ss", "wrong") })).toBe(
      "failed",
    );
    expect(await sendLetter(letter, { ...server, url: "smtp://127.0.0.1:9" })).toBe("failed");
  });

  it("with a new password's link go to the account's own address, and nobody else sees it", async () => {
    const user = await createPerson(open());
    received.length = 0;
    await askForReset(open(), user.email, server);
    expect(received.map(({ to }) => to)).toEqual([[user.email]]);
    // Quoted-printable breaks long lines with "=".
    const text = received[0]!.data.replace(/=\r\n/g, "");
    const token = /\/reset-password\/([\w-]{43})/.exec(text)?.[1] ?? "";
    expect(await findPasswordReset(open(), sha256(token))).toMatchObject({ email: user.email });
    expect(await resetLinkFor(open(), user, server)).toMatchObject({ path: null, mail: "sent" });
    expect(await findPasswordReset(open(), sha256(token))).toBeNull();
  });

  it("are not written to an address without an account, nor without end to one with", async () => {
    received.length = 0;
    await askForReset(open(), "nobody@example.org", server);
    expect(received).toEqual([]);
    const user = await createPerson(open());
    for (let i = 0; i < 5; i++) await askForReset(open(), user.email, server);
    expect(received).toHaveLength(3);
  });

  it("are not needed: without a mail server the owners see who asks, and hand the link on", async () => {
    const user = await createPerson(open());
    await askForReset(open(), user.email, null);
    const { resetAskedAt } = await open().user.findUniqueOrThrow({ where: { id: user.id } });
    expect(resetAskedAt).not.toBeNull();
    const link = await resetLinkFor(open(), user, null);
    expect(link).toMatchObject({ mail: "off" });
    const token = link.path?.split("/").at(-1) ?? "";
    expect(await findPasswordReset(open(), sha256(token))).toMatchObject({ email: user.email });
  });
});
