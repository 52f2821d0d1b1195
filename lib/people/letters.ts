import { createTransport } from "nodemailer";
import type { LinkResponse } from "#lib/protocol/people.ts";
import { env, publicUrl } from "#lib/server/env.ts";
import { log } from "#lib/server/log.ts";

export interface Letter {
  to: string;
  subject: string;
  /** Plain text; the link is the last line but one. */
  text: string;
}

/** Where letters leave; null on a server that sends none. */
export type MailServer = { url: string; from: string } | null;

/** The mail server of the configuration. */
export function configuredMailServer(): MailServer {
  const { SMTP_URL, SMTP_FROM } = env();
  return SMTP_URL === undefined ? null : { url: SMTP_URL, from: SMTP_FROM };
}

/** Send a letter. A failure is logged and told, never thrown: the link can still be handed on by hand. */
export async function sendLetter(letter: Letter, server: MailServer): Promise<LinkResponse["mail"]> {
  if (server === null) return "off";
  try {
    const transport = createTransport({ url: server.url, connectionTimeout: 10_000, socketTimeout: 20_000 });
    await transport.sendMail({ from: server.from, ...letter });
    return "sent";
  } catch (error) {
    log().error({ err: error }, "a letter could not be sent");
    return "failed";
  }
}

/** A letter around a link of this site, whose address is the server's own word and never the request's. */
export function invitationLetter(to: string, organisation: string, invitedBy: string, path: string): Letter {
  return {
    to,
    subject: `${oneLine(invitedBy)} invites you to ${oneLine(organisation)} on Reactline`,
    text: [
      `${oneLine(invitedBy)} invites you to join ${oneLine(organisation)} on Reactline.`,
      "Open this link within seven days, say your name and choose a password:",
      "",
      `${publicUrl()}${path}`,
      "",
      "If you do not know why you get this, do nothing: without the link there is no account.",
    ].join("\n"),
  };
}

export function resetLetter(to: string, path: string): Letter {
  return {
    to,
    subject: "A new password for Reactline",
    text: [
      "Open this link soon to choose a new password. It works once and only for a short time.",
      "",
      `${publicUrl()}${path}`,
      "",
      "If you did not ask for it, do nothing: your password stays as it is.",
    ].join("\n"),
  };
}

/** Tells a member what an owner did to their account; it asks for nothing and holds no link to follow. */
export function factorRemovedLetter(to: string, removedBy: string): Letter {
  return {
    to,
    subject: "Your second factor for Reactline was switched off",
    text: [
      `${oneLine(removedBy)} switched your second factor off and signed you out everywhere.`,
      "Sign in with your password alone, and set a new second factor up on your account page.",
      "",
      `${publicUrl()}/studio/account`,
      "",
      "If you did not ask for this, tell another owner of your organisation.",
    ].join("\n"),
  };
}

/** Names are other people's text: none may start a line, and so a header or a sentence, of its own. */
function oneLine(name: string): string {
  return name.replace(/\s+/g, " ");
}
