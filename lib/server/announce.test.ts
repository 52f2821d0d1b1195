import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

/** Says a line every 20 ms, and ends well after 50 of them. */
const SPEAKER = `
  import { outliveReaders, say } from "#lib/server/announce.ts";
  outliveReaders();
  let lines = 0;
  setInterval(() => {
    say("line");
    process.stderr.write("log\\n");
    if (++lines === 50) process.exit(7);
  }, 20);
`;

test("a server whose terminal has gone goes on", async () => {
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", SPEAKER], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  await once(child.stdout, "data");
  child.stdout.destroy();
  child.stderr.destroy();
  expect(await once(child, "exit")).toEqual([7, null]);
});
