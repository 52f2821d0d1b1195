import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import { z } from "zod";

const require = createRequire(import.meta.url);

let ready: Promise<void> | null = null;

async function load(): Promise<void> {
  const bytes = await readFile(
    path.join(
      path.dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg")),
      "schema_engine_bg.wasm",
    ),
  );
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": { ...glue } });
  Reflect.apply(z.instanceof(Function).parse(Reflect.get(glue, "__wbg_set_wasm")), undefined, [
    instance.exports,
  ]);
  Reflect.apply(z.instanceof(Function).parse(instance.exports.__wbindgen_start), undefined, []);
}

/**
 * Prisma's schema engine as WebAssembly from npm: it applies migrations without a downloaded binary, on the
 * embedded database and on a server alike. `datamodel` is the text of schema.prisma.
 */
export async function schemaEngine(
  datamodel: string,
  factory: SqlMigrationAwareDriverAdapterFactory,
): Promise<glue.SchemaEngine> {
  ready ??= load();
  await ready;
  return glue.SchemaEngine.new(
    { datamodels: [["schema.prisma", datamodel]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}
