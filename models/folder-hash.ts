import { createHash } from "node:crypto";

/**
 * The address of a bundle: SHA-256 over the lines `<sha256>  <file name>\n`, sorted by file name. A tfjs model
 * names its weights by a relative file name, so all files of a bundle share one folder; a change of any of
 * them is a new address, which is why the browser may keep each for ever.
 */
export function folderHash(files: readonly { name: string; sha256: string }[]): string {
  const lines = [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((file) => `${file.sha256}  ${file.name}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex");
}
