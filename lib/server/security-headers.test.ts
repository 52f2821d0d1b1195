import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { secureHeaders } from "./security-headers.ts";

function answered(url: string, options = { dev: false, https: false }) {
  const request = new IncomingMessage(new Socket());
  request.url = url;
  request.headers["x-nonce"] = "chosen-by-the-client";
  const response = new ServerResponse(request);
  secureHeaders(request, response, options);
  const policy = String(response.getHeader("content-security-policy"));
  return { request, response, policy };
}

test("a page runs only scripts with its own nonce, new each time, and asks no foreign host", () => {
  const { request, policy } = answered("/studio");
  const nonce = request.headers["x-nonce"];
  expect(nonce).not.toBe("chosen-by-the-client");
  expect(policy).toContain(`script-src 'nonce-${nonce}' 'strict-dynamic';`);
  expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
  expect(answered("/studio").request.headers["x-nonce"]).not.toBe(nonce);
});

test("a worker may compile WebAssembly and speak to its own server, nothing else", () => {
  for (const url of ["/_next/static/chunks/worker.js", "/models/abc/emotion.json"]) {
    expect(answered(url).policy).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
    );
  }
});

test("nothing that the API or the video store answers runs or loads anything", () => {
  for (const url of ["/api/campaigns/1/files/a.mp4", "/api/health"]) {
    expect(answered(url).policy).toMatch(/^default-src 'none'/);
    expect(answered(url).response.getHeader("x-content-type-options")).toBe("nosniff");
  }
});

test("https is remembered where it is used, and only there", () => {
  expect(
    answered("/", { dev: false, https: true }).response.getHeader("strict-transport-security"),
  ).toBeDefined();
  expect(answered("/").response.getHeader("strict-transport-security")).toBeUndefined();
});
