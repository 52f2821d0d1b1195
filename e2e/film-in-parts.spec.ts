import { expect, test } from "./fixtures.ts";

const FILM = "/demo/halden.mp4";

test("a part of a film is given when it is one, the whole when it is none, and what lies outside is refused", async ({
  server,
}) => {
  const ask = (range: string) => fetch(server.url + FILM, { headers: { range } });
  const whole = await (await fetch(server.url + FILM)).arrayBuffer();
  const part = await ask("bytes=2-5");
  expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 2-5/${whole.byteLength}`]);
  expect(await part.arrayBuffer()).toEqual(whole.slice(2, 6));
  const none = await ask("bytes=5-2");
  expect([none.status, (await none.arrayBuffer()).byteLength]).toEqual([200, whole.byteLength]);
  const outside = await ask(`bytes=${whole.byteLength}-`);
  expect(outside.status).toBe(416);
});
