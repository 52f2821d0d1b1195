import { readFileSync } from "node:fs";
import { cpus, loadavg, platform, release, totalmem } from "node:os";

/** What the figures were measured on. `load` is the machine's at the start: other work makes figures worse. */
export function machine() {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

/** Versions of the packages named, as installed, with Node's own. */
export function versions(...packages: readonly string[]): Record<string, string> {
  const installed = packages.map((name) => {
    const manifest = readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), "utf8");
    return [name, /"version":\s*"([^"]+)"/.exec(manifest)?.[1] ?? "unknown"];
  });
  return { node: process.version.slice(1), ...Object.fromEntries(installed) };
}
