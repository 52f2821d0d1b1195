import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { campaignListSchema } from "#lib/protocol/campaign-list.ts";
import { signInOverHttp } from "#lib/testing/http-sign-in.ts";
import { OWNER, OWNER_VARIABLES } from "../e2e/owner.ts";
import { machine, versions } from "./machine.ts";
import { startProductionServer } from "./production-server.ts";

/** Compressed JavaScript before the viewer's page, and the timeline's, can be used; kB of 1,000 bytes. */
const BARS_KB = { viewer: 300, timeline: 350 };
const DEMO_PATIENCE_MS = 120_000;

const SCRIPT = /static\/chunks\/[\w./~%()[\]-]+?\.js/g;

interface PageSize {
  scripts: number;
  /** As the server sends them to a browser that reads brotli, which all do that can measure. */
  sentKb: number;
  /** Each file compressed by itself at gzip's usual level, as others are sent it. */
  gzipKb: number;
  largest: { file: string; sentKb: number }[];
}

/**
 * Every script that the production build's HTML names for a page, its payload for React included: what a browser
 * fetches before the page can be used. Models, workers and what a page loads later by itself are not in it.
 */
export async function run(): Promise<object> {
  const measuredOn = machine();
  const folder = mkdtempSync(join(tmpdir(), "reactline-bench-"));
  const server = await startProductionServer({
    DATA_DIR: join(folder, "data"),
    SEED_DEMO: "1",
    DEMO_VIEWERS: "1",
    ...OWNER_VARIABLES,
  });
  try {
    const cookie = await signInOverHttp(server.url, OWNER.email, OWNER.password);
    const id = await demoCampaignId(server.url, cookie);
    const viewer = await sizeOf(server.url, "/watch/demo", "");
    const timeline = await sizeOf(server.url, `/studio/campaigns/${id}/timeline`, cookie);
    for (const [page, size] of Object.entries({ viewer, timeline })) {
      console.log(`${page}: ${size.sentKb} kB (by gzip ${size.gzipKb} kB) in ${size.scripts} scripts`);
    }
    return {
      bench: "size",
      viewer,
      timeline,
      barsKb: BARS_KB,
      machine: measuredOn,
      versions: versions("next", "react", "@mantine/core", "recharts"),
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function demoCampaignId(url: string, cookie: string): Promise<number> {
  const deadline = Date.now() + DEMO_PATIENCE_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/api/campaigns`, { headers: { cookie } });
    const { campaigns } = campaignListSchema.parse(await answer.json());
    const demo = campaigns.find(({ slug }) => slug === "demo");
    if (demo) return demo.id;
    await delay(500);
  }
  throw new Error("the demo campaign did not appear");
}

async function sizeOf(url: string, path: string, cookie: string): Promise<PageSize> {
  const answer = await fetch(url + path, { headers: { cookie }, redirect: "manual" });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  const html = await answer.text();
  const named = new Set(html.match(SCRIPT) ?? []);
  // For browsers without modules, which cannot run the rest either: no other fetches it.
  for (const [tag] of html.matchAll(/<script\b[^>]*\bnomodule\b[^>]*>/gi))
    named.delete(tag.match(SCRIPT)?.[0] ?? "");
  const files = await Promise.all([...named].map((file) => sizeOfScript(url, file)));
  const kb = (bytes: number) => Math.round(bytes / 100) / 10;
  return {
    scripts: files.length,
    sentKb: kb(files.reduce((sum, { sent }) => sum + sent, 0)),
    gzipKb: kb(files.reduce((sum, { gzip }) => sum + gzip, 0)),
    largest: files
      .sort((a, b) => b.sent - a.sent)
      .slice(0, 5)
      .map(({ file, sent }) => ({ file, sentKb: kb(sent) })),
  };
}

async function sizeOfScript(url: string, file: string) {
  const answer = await fetch(`${url}/_next/${file}`, { headers: { "accept-encoding": "br" } });
  if (answer.status !== 200) throw new Error(`/_next/${file} answered ${answer.status}`);
  const whole = new Uint8Array(await answer.arrayBuffer());
  // What is compressed while it is sent has no length beforehand: here nothing is.
  const sent = Number(answer.headers.get("content-length") ?? Number.NaN);
  if (Number.isNaN(sent)) throw new Error(`/_next/${file} was sent without its length`);
  return { file, gzip: gzipSync(whole).length, sent };
}
