import { z } from "zod";
import manifestJson from "./MANIFEST.json";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const fileSchema = z.object({
  /** Where the bytes are, from the project's root. Its last part is the name that it is served under. */
  path: z.string(),
  source: z.string(),
  licence: z.string(),
  sha256,
  bytes: z.number().int().positive(),
});

const bundleSchema = z.object({
  name: z.string(),
  kind: z.enum(["model", "runtime"]),
  title: z.string(),
  /** SHA-256 over the lines `<sha256>  <file name>\n` of its files, sorted by file name: the address of its folder. */
  folder: sha256,
  files: z.array(fileSchema).min(1),
  /** Class names in the order of the model's output; null when it does not classify. */
  labelOrder: z.array(z.string()).nullable(),
  note: z.string(),
  /** What this repository's own evaluation measured; null until it has. */
  accuracy: z.object({ set: z.string(), n: z.number().int(), balancedAccuracy: z.number() }).nullable(),
  /** What others reported, in words, with who said it; never presented as measured here. */
  reportedAccuracy: z.string().nullable(),
});

const manifestSchema = z.object({ bundles: z.array(bundleSchema) });

export type ModelBundle = z.infer<typeof bundleSchema>;

/** Everything that may be served under /models: an allow-list, checked against the disk by a test. */
export const MANIFEST = manifestSchema.parse(manifestJson);

/** Name that a file is served under. */
export function servedName(file: { path: string }): string {
  return file.path.slice(file.path.lastIndexOf("/") + 1);
}

/** The manifest's entry of `/models/<folder>/<name>`, or undefined: then it is not served. */
export function findServedFile(folder: string, name: string): ModelBundle["files"][number] | undefined {
  return MANIFEST.bundles
    .find((bundle) => bundle.folder === folder)
    ?.files.find((file) => servedName(file) === name);
}

/** Address of a bundle's folder on this server, without a slash at its end. Throws on an unknown name. */
export function bundleAddress(name: string): string {
  const bundle = MANIFEST.bundles.find((each) => each.name === name);
  if (!bundle) throw new Error(`models/MANIFEST.json has no bundle "${name}"`);
  return `/models/${bundle.folder}`;
}
