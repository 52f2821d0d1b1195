import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { campaignListSchema } from "#lib/protocol/campaign-list.ts";
import { timelineSchema } from "#lib/protocol/timeline.ts";
import { freePort } from "#lib/testing/free-port.ts";
import { signInOverHttp } from "#lib/testing/http-sign-in.ts";
import { OWNER, OWNER_VARIABLES } from "../e2e/owner.ts";
import { startServer } from "../e2e/server-process.ts";
import { machine, versions } from "./machine.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** From `npm start` to a chart that is served with numbers; seconds. */
const BARS_SECONDS = { first: 180, later: 8 };

interface Start {
  /** Until the program says where to go. */
  readySeconds: number;
  /** Until an owner who signs in is served the demo's curve of all its simulated viewers. */
  chartSeconds: number;
  viewers: number;
}

/**
 * The first start of a copy of this tree without a build or data, and the next one. The packages are there, as after
 * `npm ci`, which is not counted.
 */
export async function run(): Promise<object> {
  const measuredOn = machine();
  const folder = mkdtempSync(join(dirname(ROOT.replace(/\/$/, "")), "reactline-start-"));
  const dataDir = mkdtempSync(join(tmpdir(), "reactline-bench-"));
  try {
    const files = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" }).split("\0");
    for (const file of files.filter(Boolean)) cpSync(join(ROOT, file), join(folder, file));
    execFileSync("cp", ["-al", join(ROOT, "node_modules"), join(folder, "node_modules")]);
    const first = await startOnce(folder, dataDir);
    const later = await startOnce(folder, dataDir);
    return {
      bench: "start",
      first,
      later,
      barsSeconds: BARS_SECONDS,
      machine: measuredOn,
      versions: versions("next", "@electric-sql/pglite"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function startOnce(root: string, dataDir: string): Promise<Start> {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 100) / 10;
  const port = String(await freePort());
  const server = await startServer({ PORT: port, DATA_DIR: dataDir, ...OWNER_VARIABLES }, root);
  try {
    const readySeconds = seconds();
    const cookie = await signInOverHttp(server.url, OWNER.email, OWNER.password);
    const get = async (path: string) => (await fetch(server.url + path, { headers: { cookie } })).json();
    const { campaigns } = campaignListSchema.parse(await get("/api/campaigns"));
    const demo = campaigns.find(({ slug }) => slug === "demo");
    if (!demo) throw new Error("there is no demo campaign");
    const timeline = timelineSchema.parse(await get(`/api/campaigns/${demo.id}/timeline?audience=simulated`));
    if (!timeline.seconds.some(({ n }) => n > 0)) throw new Error("the chart is empty");
    const chartSeconds = seconds();
    console.log(`ready after ${readySeconds} s, a chart of ${timeline.sessions} after ${chartSeconds} s`);
    return { readySeconds, chartSeconds, viewers: timeline.sessions };
  } finally {
    await server.interrupt();
  }
}
