import { argv } from "node:process";

/** `npm run bench -- <name>`: prints figures; its last line is JSON. Nothing here is asserted on. */

const BENCHES: Record<string, () => Promise<{ run(args: readonly string[]): Promise<object> }>> = {
  compare: () => import("./compare.ts"),
  capture: () => import("./capture.ts"),
  ingest: () => import("./ingest.ts"),
  faults: () => import("./faults.ts"),
  live: () => import("./live.ts"),
  reading: () => import("./reading.ts"),
  size: () => import("./size.ts"),
  start: () => import("./start.ts"),
  timeline: () => import("./timeline.ts"),
};

const name = argv[2] ?? "";
const load = BENCHES[name];
if (!load) {
  console.error(`Usage: npm run bench -- <${Object.keys(BENCHES).join(" | ")}>`);
  process.exit(1);
}
const figures = await (await load()).run(argv.slice(3));
console.log(JSON.stringify(figures));
