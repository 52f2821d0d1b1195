import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { childEnvironment } from "#lib/server/env.ts";

const run = promisify(execFile);
/** Where Debian keeps the programs of each version, besides what is on the PATH. */
const DEBIAN = "/usr/lib/postgresql";

/** A program of Postgres is missing, too old or failed; `message` is for the person who asked for a backup. */
export class PostgresToolError extends Error {
  override readonly name = "PostgresToolError";
}

export interface PostgresTool {
  /** Runs it against the database of `url`, whose password is on no command line. Throws PostgresToolError. */
  run(url: string, args: readonly string[]): Promise<string>;
}

/**
 * pg_dump or pg_restore of at least the server's major version: the one on the PATH, else Debian's newest. Throws
 * PostgresToolError when there is none.
 */
export async function postgresTool(
  name: "pg_dump" | "pg_restore",
  serverMajor: number,
): Promise<PostgresTool> {
  const found: string[] = [];
  for (const program of [name, ...(await debianPrograms(name))]) {
    const major = await majorOf(program);
    if (major === null) continue;
    if (major >= serverMajor) return { run: (url, args) => runTool(program, name, url, args) };
    found.push(String(major));
  }
  throw new PostgresToolError(
    found.length === 0
      ? `${name} was not found. Install the client programs of Postgres ${serverMajor} (Debian: postgresql-client-${serverMajor}).`
      : `${name} is of version ${found.join(" and ")}, and the server of version ${serverMajor}. Install postgresql-client-${serverMajor}.`,
  );
}

async function debianPrograms(name: string): Promise<string[]> {
  const versions = await readdir(DEBIAN).catch(() => []);
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => path.join(DEBIAN, version, "bin", name));
}

async function majorOf(program: string): Promise<number | null> {
  const answer = await run(program, ["--version"]).catch(() => null);
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(answer?.stdout ?? "")?.[1]);
  return Number.isInteger(major) ? major : null;
}

async function runTool(program: string, name: string, url: string, args: readonly string[]): Promise<string> {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = "";
  const env = childEnvironment(password === "" ? {} : { PGPASSWORD: password });
  try {
    const { stdout } = await run(program, ["--dbname", address.href, ...args], {
      env,
      maxBuffer: 64_000_000,
    });
    return stdout;
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new PostgresToolError(`${name} failed: ${said.split("\n").slice(0, 4).join(" ")}`);
  }
}
