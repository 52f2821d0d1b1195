import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { GET } from "#app/models/[sha256]/[file]/route.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { folderHash } from "#models/folder-hash.ts";
import { bundleAddress, findServedFile, MANIFEST, servedName } from "#models/manifest.ts";

const files = MANIFEST.bundles.flatMap((bundle) => bundle.files);

function get(folder: string, file: string, headers: Record<string, string> = {}): Promise<Response> {
  return GET(new Request(`http://localhost/models/${folder}/${file}`, { headers }), {
    params: Promise.resolve({ sha256: folder, file }),
  });
}

describe("the manifest", () => {
  test.each(files)("states the hash and the size of $path as they are on disk", async (file) => {
    const bytes = await readFile(new URL(`../${file.path}`, import.meta.url));
    expect(bytes.byteLength).toBe(file.bytes);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(file.sha256);
  });

  test.each(MANIFEST.bundles)("addresses $name by the hash of its files", (bundle) => {
    const named = bundle.files.map((file) => ({ name: servedName(file), sha256: file.sha256 }));
    expect(bundle.folder).toBe(folderHash(named));
  });

  test("keeps a model's weights in the folder of its graph, under the name that the graph uses", async () => {
    for (const bundle of MANIFEST.bundles.filter((each) => each.kind === "model")) {
      const graph = bundle.files.find((file) => file.path.endsWith(".json"));
      const text = await readFile(new URL(`../${graph?.path}`, import.meta.url), "utf8");
      const weights: string[] = JSON.parse(text).weightsManifest.flatMap(
        (group: { paths: string[] }) => group.paths,
      );
      for (const name of weights) expect(findServedFile(bundle.folder, name)).toBeDefined();
    }
  });

  test("names exactly the seven expressions for a classifier", () => {
    const labels = MANIFEST.bundles.find((bundle) => bundle.name === "expression")?.labelOrder;
    expect([...(labels ?? [])].sort()).toEqual([...EXPRESSIONS].sort());
  });

  test("keeps what must be there before watching starts under 4 MB", () => {
    const bytes = files
      .filter((file) => !file.path.endsWith(".wasm"))
      .reduce((sum, file) => sum + file.bytes, 0);
    expect(bytes).toBeLessThan(4_000_000);
  });
});

describe("/models/<folder>/<file>", () => {
  const address = bundleAddress("expression").replace("/models/", "");

  test("serves a listed file for ever, with its hash and a policy of its own", async () => {
    const response = await get(address, "expression.bin");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(response.headers.get("content-security-policy")).toContain("connect-src 'self'");
    const sha256 = createHash("sha256")
      .update(new Uint8Array(await response.arrayBuffer()))
      .digest("hex");
    expect(response.headers.get("etag")).toBe(`"${sha256}"`);
  });

  test("answers 304 to a browser that has it", async () => {
    const etag = (await get(address, "expression.bin")).headers.get("etag") ?? "";
    expect((await get(address, "expression.bin", { "if-none-match": etag })).status).toBe(304);
  });

  test.each([
    ["a file of another bundle", address, "facemesh.bin"],
    ["a path out of the folder", address, "../human/facemesh.bin"],
    ["the manifest", address, "MANIFEST.json"],
    ["an unknown folder", "0".repeat(64), "expression.bin"],
  ])("does not serve %s", async (_, folder, file) => {
    expect((await get(folder, file)).status).toBe(404);
  });
});
