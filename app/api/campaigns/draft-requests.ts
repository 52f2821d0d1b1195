import { expect } from "vitest";
import { ATTESTATION } from "#lib/protocol/campaign-setup.ts";
import type { Database } from "#lib/storage/database.ts";
import { PUT as attest } from "./[id]/attestation/route.ts";
import { POST as setStatus } from "./[id]/status/route.ts";
import { HEAD as uploaded, PATCH as uploadPart } from "./[id]/uploads/[uploadId]/route.ts";
import { POST as beginUpload } from "./[id]/uploads/route.ts";
import { POST as addVideo } from "./[id]/videos/route.ts";
import { POST as create } from "./route.ts";

/** For tests of the routes: a draft, and all that makes it ready, asked for as a page of ours asks. */

export const DRAFT = { title: "Spring", purpose: "To compare two endings.", retentionDays: 90 };
const JPEG = Buffer.from("ffd8ffe000104a464946ffd9", "hex").toString("base64");
export const FACTS = { title: "Film", durationMs: 2_000, width: 320, height: 180, thumbnail: JPEG };
export const RANDOM = "0123456789abcdef0123456789abcdef";

export function request(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Request {
  return new Request(`http://localhost${url}`, {
    method,
    headers: { "sec-fetch-site": "same-origin", ...headers },
    ...(body === undefined
      ? {}
      : { body: body instanceof Uint8Array ? new Blob([Uint8Array.from(body)]) : JSON.stringify(body) }),
  });
}

export const at = <T extends Record<string, string>>(params: T) => ({ params: Promise.resolve(params) });

export async function newDraft(): Promise<number> {
  const answer = await create(request("/api/campaigns", "POST", DRAFT), undefined);
  expect(answer.status).toBe(201);
  return (await answer.json()).id;
}

/** An upload in two parts, as after an interruption; answers what became of it, and its id. */
export async function upload(
  id: number,
  bytes: Uint8Array,
  headers: Record<string, string> = {},
): Promise<{ answer: Response; uploadId: string }> {
  const base = `/api/campaigns/${id}/uploads`;
  const tus = { "tus-resumable": "1.0.0" };
  const begun = await beginUpload(
    request(base, "POST", undefined, { ...tus, "upload-length": String(bytes.length), ...headers }),
    at({ id: String(id) }),
  );
  if (begun.status !== 201) return { answer: begun, uploadId: "" };
  const address = begun.headers.get("location") ?? "";
  expect(address).toMatch(new RegExp(`^${base}/${id}-[0-9a-f]{32}$`));
  const context = at({ id: String(id), uploadId: address.split("/").at(-1) ?? "" });
  const send = (offset: number, part: Uint8Array) =>
    uploadPart(
      request(address, "PATCH", part, {
        ...tus,
        "upload-offset": String(offset),
        "content-type": "application/offset+octet-stream",
      }),
      context,
    );
  // The server says where it stands.
  const half = Math.floor(bytes.length / 2);
  expect((await send(0, bytes.subarray(0, half))).status).toBe(204);
  const stands = await uploaded(request(address, "HEAD", undefined, tus), context);
  expect(stands.headers.get("upload-offset")).toBe(String(half));
  expect((await send(0, bytes)).status).toBe(409);
  expect((await send(half, bytes.subarray(half))).status).toBe(204);
  const { uploadId } = await context.params;
  const answer = await addVideo(
    request(`/api/campaigns/${id}/videos`, "POST", { uploadId, ...FACTS }),
    at({ id: String(id) }),
  );
  return { answer, uploadId };
}

/** A draft with that film and the attestation. */
export async function readyDraft(
  db: Database,
  film: Uint8Array,
): Promise<{ id: number; file: string; thumbnail: string }> {
  const id = await newDraft();
  expect((await upload(id, film)).answer.status).toBe(201);
  const body = { attested: true, text: ATTESTATION };
  await attest(request(`/api/campaigns/${id}/attestation`, "PUT", body), at({ id: String(id) }));
  const video = await db.video.findFirstOrThrow({ where: { campaignId: id } });
  return { id, file: video.file ?? "", thumbnail: video.thumbnail ?? "" };
}

export const act = (id: number, action: string) =>
  setStatus(request(`/api/campaigns/${id}/status`, "POST", { action }), at({ id: String(id) }));
