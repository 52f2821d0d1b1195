/** Rewrites sizes and hashes in MANIFEST.json from the files on disk: `node --import tsx models/write-manifest.ts`. */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { folderHash } from "./folder-hash.ts";

const manifestUrl = new URL("./MANIFEST.json", import.meta.url);
const projectRoot = new URL("../", import.meta.url);

const draft = z.looseObject({
  bundles: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.string(),
      title: z.string(),
      folder: z.string(),
      files: z.array(z.looseObject({ path: z.string() })).min(1),
    }),
  ),
});
const manifest = draft.parse(JSON.parse(await readFile(manifestUrl, "utf8")));

for (const bundle of manifest.bundles) {
  const hashed: { name: string; sha256: string }[] = [];
  for (const file of bundle.files) {
    const bytes = await readFile(new URL(file.path, projectRoot));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    Object.assign(file, { sha256, bytes: bytes.byteLength });
    hashed.push({ name: basename(file.path), sha256 });
  }
  bundle.folder = folderHash(hashed);
}
await writeFile(manifestUrl, `${JSON.stringify(manifest, null, 2)}\n`);
