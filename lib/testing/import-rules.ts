import { type ModuleFacts, moduleFacts } from "./module-imports.ts";

/**
 * "Who may import whom" of architecture.md, for the folders of lib. Beyond the table's letter, `server` also
 * has what main.ts wires together for ingest: the database, the ticket check, the protocol's names.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  protocol: [],
  analytics: ["protocol"],
  chart: ["protocol", "analytics"],
  capture: ["protocol", "analytics"],
  env: [],
  log: ["env"],
  storage: ["protocol", "env", "log"],
  consent: ["protocol", "storage", "analytics"],
  panel: ["protocol", "storage", "analytics"],
  identity: ["protocol", "storage", "analytics"],
  backup: ["storage"],
  media: ["protocol", "storage", "env", "log"],
  cluster: ["env", "log"],
  auth: ["storage", "cluster", "env", "log"],
  people: ["protocol", "storage", "auth", "env", "log"],
  ingest: ["protocol", "storage", "analytics", "consent", "auth", "cluster", "env", "log"],
  compute: ["protocol", "analytics"],
  reports: ["protocol", "storage", "analytics", "compute"],
  export: ["protocol", "reports", "storage"],
  http: ["protocol", "auth", "storage", "cluster", "env", "log"],
  jobs: [
    "protocol",
    "storage",
    "backup",
    "media",
    "consent",
    "panel",
    "people",
    "reports",
    "export",
    "env",
    "log",
  ],
  server: ["ingest", "jobs", "compute", "env", "log", "storage", "auth", "cluster", "protocol"],
};
const CLIENT_MAY_IMPORT = ["protocol", "capture", "chart", "analytics"];
const SERVER_PAGE_MAY_NOT_IMPORT = ["capture", "ingest", "testing"];

/** Packages that only some folders may name, and folders that may name only some packages. */
const DATABASE_PACKAGES = /^(@prisma\/|pg$|@electric-sql\/pglite|pglite-prisma-adapter)/;
const PURE_FOLDERS: Record<string, RegExp> = {
  protocol: /^(zod|socket\.io-parser)$/,
  analytics: /^(jstat|simple-statistics)$/,
};
const BROWSER_FOLDERS = ["protocol", "analytics", "chart", "capture"];
const HUMAN = "@vladmandic/human";
const ONLY_IMPORTER_OF_HUMAN = "lib/capture/detect.worker.ts";

/** Every breach of the rules among `files` (path from the root -> source), as "path: what is wrong". */
export function importBreaches(files: ReadonlyMap<string, string>): string[] {
  const modules = new Map<string, ModuleFacts>();
  for (const [path, source] of files) modules.set(path, moduleFacts(path, source));
  const clientPaths = reachableFromClients(modules);
  const breaches: string[] = [];
  for (const [path, facts] of modules) {
    const say = (what: string) => breaches.push(`${path}: ${what}`);
    if (facts.readsEnvironment && !mayReadEnvironment(path)) say("reads process.env");
    for (const imported of facts.own) {
      const what = path.startsWith("app/")
        ? appBreach(path, imported, clientPaths.has(path))
        : libBreach(path, imported);
      if (what !== null) say(what);
    }
    for (const name of facts.external) {
      const isAtRuntime = facts.externalAtRuntime.includes(name);
      const what = packageBreach(path, name, { isClient: clientPaths.has(path), isAtRuntime });
      if (what !== null) say(what);
    }
  }
  return breaches;
}

function appBreach(path: string, imported: string, isClient: boolean): string | null {
  const to = folderOf(imported);
  if (to === null || isTest(path)) return null;
  const allowed = isClient ? CLIENT_MAY_IMPORT.includes(to) : !SERVER_PAGE_MAY_NOT_IMPORT.includes(to);
  return allowed ? null : `a ${isClient ? "client component" : "server page or route"} imports ${imported}`;
}

function libBreach(path: string, imported: string): string | null {
  if (imported.startsWith("app/")) return `imports ${imported}: nothing imports from app`;
  const from = folderOf(path);
  const to = folderOf(imported);
  if (path === "lib/protocol/expressions.ts") return `imports ${imported}: it imports nothing`;
  if (to === null || from === to || from === "testing" || isTest(path)) return null;
  return MAY_IMPORT[from ?? ""]?.includes(to) ? null : `${from} may not import ${imported}`;
}

function packageBreach(
  path: string,
  name: string,
  { isClient, isAtRuntime }: { isClient: boolean; isAtRuntime: boolean },
): string | null {
  const folder = folderOf(path);
  if (folder === "testing" || isTest(path)) return null;
  if (isPackage(name, HUMAN) && isAtRuntime && path !== ONLY_IMPORTER_OF_HUMAN)
    return `imports ${HUMAN}, which only ${ONLY_IMPORTER_OF_HUMAN} may`;
  if (DATABASE_PACKAGES.test(name) && folder !== "storage")
    return `imports ${name}: the database is storage's`;
  const pure = folder === null ? undefined : PURE_FOLDERS[folder];
  if (pure && !pure.test(name)) return `imports ${name}: ${folder} has no I/O and no such package`;
  const runsInBrowser = isClient || (folder !== null && BROWSER_FOLDERS.includes(folder));
  return runsInBrowser && name.startsWith("node:") ? `imports ${name} into the browser` : null;
}

function isPackage(specifier: string, name: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`);
}

/** Folder of lib, with env and log as folders of their own; null outside lib. */
function folderOf(path: string): string | null {
  if (path === "lib/server/env.ts") return "env";
  if (path === "lib/server/log.ts") return "log";
  return /^lib\/([^/]+)\//.exec(path)?.[1] ?? null;
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

/** The one reader, and programs that run before it can: plain Node entries and the tests' own machinery. */
function mayReadEnvironment(path: string): boolean {
  return (
    path === "lib/server/env.ts" ||
    path.startsWith("lib/testing/") ||
    isTest(path) ||
    /^lib\/server\/[^/]+\.mjs$/.test(path)
  );
}

/** "use client" files and every file of app that they bring into the browser. */
function reachableFromClients(modules: ReadonlyMap<string, ModuleFacts>): Set<string> {
  const reached = new Set<string>();
  const open = [...modules].filter(([, facts]) => facts.isClientEntry).map(([path]) => path);
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    open.push(...(modules.get(path)?.own ?? []).filter((imported) => imported.startsWith("app/")));
  }
  return reached;
}
