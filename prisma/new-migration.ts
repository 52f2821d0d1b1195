import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { schemaAsSql } from "#lib/storage/migrate.ts";

/**
 * `npm run migration -- <name>`: writes what leads from the migrations so far to schema.prisma as it is now.
 */
const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  process.stderr.write("Say what it does: npm run migration -- add_norms\n");
  process.exit(2);
}
const sql = await schemaAsSql(new PrismaPGlite(new PGlite()));
if (/^\s*(-- This is an empty migration\.)?\s*$/.test(sql)) {
  process.stdout.write("schema.prisma and the migrations agree; nothing written\n");
  process.exit(0);
}
const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
const file = path.join("prisma", "migrations", `${stamp}_${name}`, "migration.sql");
await mkdir(path.dirname(file), { recursive: true });
await writeFile(file, sql);
process.stdout.write(`${file}\n`);
process.exit(0);
