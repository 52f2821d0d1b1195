import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { EngineAddresses } from "#lib/capture/detect-messages.ts";
import { bundleAddress, findServedFile } from "#models/manifest.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The page's script, the viewer's own worker, and the workers that are measured beside it. */
const ENTRIES = {
  page: "bench/engine/page.ts",
  "detect.worker": "lib/capture/detect.worker.ts",
  "direct-floor.worker": "bench/engine/direct-floor.worker.ts",
  "human-peer.worker": "bench/engine/human-peer.worker.ts",
  "face-api-page": "bench/engine/face-api-page.ts",
  "viewer-page": "bench/engine/viewer-page.ts",
};
/** Folders of installed packages that peers load their models from. */
const PEER_FOLDERS: Record<string, string> = {
  human: "node_modules/@vladmandic/human/models",
  "face-api": "node_modules/@vladmandic/face-api/model",
  wasm: "node_modules/@tensorflow/tfjs-backend-wasm/dist",
};
const HTML = (script: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Engine</title><body><script type="module" src="${script}"></script>`;
const TYPES: Record<string, string> = {
  js: "text/javascript",
  json: "application/json",
  wasm: "application/wasm",
  html: "text/html",
  mp4: "video/mp4",
};

export interface EngineSite {
  url: string;
  /** Serves a file of the disk and returns its address. */
  serve(path: string): string;
  /** Bytes of the files under /models that were asked for, by kind, since the last call. */
  takeModelBytes(): { models: number; runtime: number };
  close(): Promise<void>;
}

/** Addresses of the engine's files, as the viewer's page gets them. */
export function engineAddresses(): EngineAddresses {
  return {
    blazeface: bundleAddress("blazeface"),
    facemesh: bundleAddress("facemesh"),
    expression: bundleAddress("expression"),
    wasm: bundleAddress("wasm"),
  };
}

/** A server on this machine only, with the viewer's worker, built from the same file, in a page without the studio. */
export async function openEngineSite(): Promise<EngineSite> {
  const scripts = await buildScripts();
  const files: string[] = [];
  let bytes = { models: 0, runtime: 0 };
  const find = (url: URL): { path: string } | { body: string | Uint8Array; type: string } | null => {
    const [top = "", ...rest] = url.pathname.slice(1).split("/");
    const script = scripts.get(url.pathname);
    if (script) return { body: script, type: "js" };
    if (url.pathname === "/") return { body: HTML("/page.js"), type: "html" };
    if (url.pathname === "/viewer") return { body: HTML("/viewer-page.js"), type: "html" };
    if (url.pathname === "/face-api") return { body: HTML("/face-api-page.js"), type: "html" };
    if (top === "files") {
      const path = files[Number(rest[0])];
      return path === undefined ? null : { path };
    }
    if (top === "models") {
      const file = findServedFile(rest[0] ?? "", rest[1] ?? "");
      if (!file) return null;
      bytes[file.path.endsWith(".wasm") ? "runtime" : "models"] += file.bytes;
      return { path: join(ROOT, file.path) };
    }
    const folder = top === "peers" ? PEER_FOLDERS[rest[0] ?? ""] : undefined;
    return folder && /^[\w.-]+$/.test(rest[1] ?? "") ? { path: join(ROOT, folder, rest[1] ?? "") } : null;
  };
  const server = createServer((request, response) => {
    const found = find(new URL(request.url ?? "/", "http://localhost"));
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    const name = "path" in found ? found.path : `x.${found.type}`;
    response.setHeader("content-type", TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream");
    if ("body" in found) {
      response.end(found.body);
      return;
    }
    createReadStream(found.path)
      .on("error", () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    serve(path) {
      files.push(path);
      return `/files/${files.length - 1}`;
    },
    takeModelBytes() {
      const taken = bytes;
      bytes = { models: 0, runtime: 0 };
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function buildScripts(): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: Object.entries(ENTRIES).map(([out, entry]) => ({ in: entry, out })),
    outdir: "/",
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  });
  const scripts = new Map(outputFiles.map((file) => [file.path.replaceAll("\\", "/"), file.contents]));
  // The viewer's page names its worker by its source: new URL("./detect.worker.ts", import.meta.url).
  for (const [path, contents] of [...scripts]) scripts.set(path.replace(/\.js$/, ".ts"), contents);
  return scripts;
}
