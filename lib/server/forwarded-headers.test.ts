import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { settleForwardedHeaders } from "./forwarded-headers.ts";

function requestFrom(address: string, headers: Record<string, string>): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  Object.defineProperty(request.socket, "remoteAddress", { value: address });
  Object.assign(request.headers, headers);
  return request;
}

test("without a proxy nobody chooses the address under which they are limited", () => {
  const request = requestFrom("203.0.113.9", {
    "x-forwarded-for": "10.0.0.1",
    "x-forwarded-host": "evil.example",
  });
  settleForwardedHeaders(request, false);
  expect(request.headers).toEqual({ "x-forwarded-for": "203.0.113.9" });
});

test("behind a trusted proxy its headers stand", () => {
  const request = requestFrom("127.0.0.1", {
    "x-forwarded-for": "198.51.100.4",
    "x-forwarded-proto": "https",
  });
  settleForwardedHeaders(request, true);
  expect(request.headers).toEqual({ "x-forwarded-for": "198.51.100.4", "x-forwarded-proto": "https" });
});
