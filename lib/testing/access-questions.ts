import { io } from "socket.io-client";
import { z } from "zod";
import { encodeBatch } from "#lib/protocol/batch-codec.ts";
import { CAPTURE_NAMESPACE, SOCKET_PATH } from "#lib/protocol/capture-events.ts";
import type { AccessRow, Who } from "./access-table.ts";
import { type AccessWorld, type Asked, PASSWORD } from "./access-world.ts";
import { signInOverHttp } from "./http-sign-in.ts";
import { syntheticViewing } from "./synthetic-batches.ts";

const errorSchema = z.object({ error: z.object({ code: z.string() }) });
const TUS = { "tus-resumable": "1.0.0" };
const UPLOAD_BYTES = 9;

/** Asks a running server what rows of docs/access.md ask, as everybody who is in it. */
export async function accessQuestions(url: string, world: AccessWorld) {
  const cookies: Partial<Record<Who, string>> = {};
  for (const [who, { email }] of Object.entries(world.people))
    cookies[who as Who] = await signInOverHttp(url, email, PASSWORD);

  const cookieOf = (who: Who, { sessionKey }: Asked) =>
    who === "respondent" ? `reactline-session=${sessionKey}` : (cookies[who] ?? "");

  async function send(row: AccessRow, who: Who, more: Record<string, string> = {}): Promise<Response> {
    const asked = await world.prepare(row);
    if (/\[uploadId\]|\$upload\b/.test(row.target + row.body)) await beginUpload(asked);
    const path = fill(row.target, asked.parts) + fillNames(row.query, asked.names);
    const body = uploadPart(row) ?? (row.body === null ? null : fillNames(row.body, asked.names));
    return fetch(url + path, {
      method: row.kind === "PAGE" ? "GET" : row.kind,
      redirect: "manual",
      headers: {
        cookie: cookieOf(who, asked),
        ...(row.tus ? TUS : {}),
        ...(row.tus && row.kind === "POST" ? { "upload-length": String(UPLOAD_BYTES) } : {}),
        ...(row.tus && row.kind === "PATCH"
          ? { "upload-offset": "0", "content-type": "application/offset+octet-stream" }
          : {}),
        ...more,
      },
      ...(body === null ? {} : { body }),
    });
  }

  async function beginUpload(asked: Asked): Promise<void> {
    const answer = await fetch(`${url}/api/campaigns/${asked.parts.id}/uploads`, {
      method: "POST",
      headers: { ...TUS, "upload-length": String(UPLOAD_BYTES), cookie: cookies.owner ?? "" },
    });
    asked.parts.uploadId = answer.headers.get("location")?.split("/").at(-1) ?? "";
    asked.names.upload = asked.parts.uploadId;
  }

  /** What a page shows: Next may have begun to answer 200 before the page found out who asks. */
  async function page(row: AccessRow, who: Who): Promise<string> {
    const answer = await send(row, who);
    const html = await answer.text();
    const to = answer.headers.get("location") ?? /NEXT_REDIRECT;\w+;([^;"]+);/.exec(html)?.[1] ?? null;
    if (to !== null) return to.includes("/sign-in") ? "sign-in" : to.replace(/\/\d+(?=\/|$)/, "/[id]");
    if (answer.status === 404 || html.includes("NEXT_HTTP_ERROR_FALLBACK;404")) return "absent";
    return answer.status === 200 ? "open" : String(answer.status);
  }

  async function event(row: AccessRow, who: Who): Promise<string> {
    const asked = await world.prepare(row);
    const [namespace = "", name = ""] = row.target.split(" ");
    const auth =
      namespace === CAPTURE_NAMESPACE && who === "respondent" ? { ticket: await ticket(asked) } : {};
    const socket = io(url + namespace, {
      path: SOCKET_PATH,
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      auth,
      extraHeaders: { cookie: cookieOf(who, asked) },
    });
    try {
      const refusal = await new Promise<string | null>((resolve) => {
        socket.once("connect", () => resolve(null));
        socket.once("connect_error", (error) => resolve(error.message));
      });
      if (refusal !== null) return refusal;
      const answer = answerSchema.parse(
        await socket.timeout(10_000).emitWithAck(name, ...argumentsOf(name, world)),
      );
      return answer.ok ? "ok" : (answer.code ?? "refused");
    } finally {
      socket.disconnect();
    }
  }

  async function ticket(asked: Asked): Promise<string> {
    const answer = await fetch(`${url}/api/watch/${world.slug}/ticket`, {
      method: "POST",
      headers: { cookie: cookieOf("respondent", asked) },
    });
    return z.object({ ticket: z.string() }).parse(await answer.json()).ticket;
  }

  return {
    /** The answer to a row, in the table's words; `expected` says whether the code is asked for, too. */
    async answer(row: AccessRow, who: Who): Promise<string> {
      if (row.kind === "PAGE") return page(row, who);
      if (row.kind === "SOCKET") return event(row, who);
      const response = await send(row, who);
      const text = await response.text();
      return row.expected[who].includes(" ") ? `${response.status} ${codeOf(text)}` : String(response.status);
    },
    /** The answer to a request that a browser says comes from another site's page. */
    async fromAnotherSite(row: AccessRow, who: Who): Promise<string> {
      const response = await send(row, who, {
        "sec-fetch-site": "cross-site",
        origin: "https://evil.example",
      });
      return `${response.status} ${codeOf(await response.text())}`;
    },
  };
}

const answerSchema = z.object({ ok: z.boolean(), code: z.string().optional() });

function argumentsOf(event: string, world: AccessWorld): unknown[] {
  if (event === "campaign:follow") return [world.campaignId];
  if (event !== "batch:push") return [];
  const [batch] = syntheticViewing("access", 2_000, []).calibration;
  if (!batch) throw new Error("no calibration was made up");
  return [encodeBatch({ ...batch, engineId: 0 })];
}

function codeOf(text: string): string {
  try {
    return errorSchema.parse(JSON.parse(text)).error.code;
  } catch {
    return "no-code";
  }
}

function uploadPart(row: AccessRow): Uint8Array<ArrayBuffer> | null {
  return row.tus && row.kind === "PATCH" ? new Uint8Array(UPLOAD_BYTES) : null;
}

function fill(target: string, parts: Record<string, string>): string {
  return target.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => {
    const value = parts[name];
    if (value === undefined) throw new Error(`${target}: give [${name}] in docs/access.md as ${name}=value`);
    return value;
  });
}

function fillNames(body: string, names: Record<string, string>): string {
  return body.replace(/\$(\w+)/g, (_, name: string) => {
    const value = names[name];
    if (value === undefined) throw new Error(`docs/access.md: nothing is known as $${name}`);
    return value;
  });
}
