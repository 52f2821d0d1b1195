import { expect, test, vi } from "vitest";
import { z } from "zod";
import { AppError } from "#lib/protocol/app-error.ts";
import { jsonBody } from "./json-body.ts";
import { route } from "./route.ts";

vi.mock("#lib/auth/studio-user.ts", () => ({ currentUser: async () => null }));
vi.mock("#lib/server/log.ts", () => ({ log: () => ({ error: () => {} }) }));

const post = (body: string, headers: Record<string, string> = {}) =>
  new Request("http://localhost/api/x", { method: "POST", body, headers });

const answer = async (handler: (request: Request) => Promise<Response>, request = post("{}")) => {
  const response = await route<undefined>(handler)(request, undefined);
  return {
    status: response.status,
    ...z.object({ error: z.record(z.string(), z.string()) }).parse(await response.json()),
  };
};

test("an expected failure keeps its code and status", async () => {
  const { status, error } = await answer(() => Promise.reject(new AppError("not-found")));
  expect(status).toBe(404);
  expect(error.code).toBe("not-found");
});

test("an unexpected failure tells strangers an id and nothing of itself", async () => {
  const { status, error } = await answer(() => Promise.reject(new Error("password of db is hunter2")));
  expect(status).toBe(500);
  expect(Object.keys(error).sort()).toEqual(["code", "id", "message"]);
  expect(JSON.stringify(error)).not.toContain("hunter2");
});

test("what the database holds wrongly is our failure, not the caller's", async () => {
  expect((await answer(async () => Response.json(z.number().parse("seven")))).status).toBe(500);
});

test("a body that is not JSON, does not fit, is too large or comes from another site is refused", async () => {
  const schema = z.object({ title: z.string() });
  const read = async (request: Request) => Response.json(await jsonBody(request, schema));
  const code = async (request: Request) => (await answer(read, request)).error.code;
  expect(await code(post("{"))).toBe("bad-request");
  expect((await answer(read, post('{"title":7}'))).error.message).toContain("title");
  expect(await code(post(JSON.stringify({ title: "x".repeat(20_000) })))).toBe("too-large");
  expect(await code(post('{"title":"x"}', { "sec-fetch-site": "cross-site" }))).toBe("foreign-origin");
});
