import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

export const MANIFEST_NAME = "manifest.json";
/** By kind of database: the name of its part in the archive. */
export const DATABASE_PARTS = { embedded: "database.tar.gz", server: "database.dump" } as const;
export type DatabaseKind = keyof typeof DATABASE_PARTS;

/** What a backup may hold, and nothing else: no name of it can lead out of the folder that it is unpacked into. */
const partName = z
  .string()
  .regex(/^(database\.tar\.gz|database\.dump|secret|videos\/[0-9a-f]{32}\.(mp4|webm|jpg))$/);

export const manifestSchema = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  database: z.enum(["embedded", "server"]),
  /** Names of the migrations that the program knew; the database has these or fewer. */
  migrations: z.array(z.string()),
  /** "bucket": the films lie in S3_URL and are not in here. */
  videos: z.enum(["included", "bucket"]),
  parts: z.array(
    z.object({
      name: partName,
      bytes: z.number().int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A backup cannot be made or restored; `message` is for the person who asked. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

/** SHA-256 of a file, in hex. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** Names of the migrations that this program has, in order. */
export async function knownMigrations(): Promise<string[]> {
  const entries = await readdir(path.join(process.cwd(), "prisma", "migrations"), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
