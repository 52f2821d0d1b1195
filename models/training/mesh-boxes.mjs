// Finds the face mesh's box in grey square images, as the browser does: the net is trained on the crops it will see.
//   node mesh-boxes.mjs FILE.u8 SIZE FIRST_SIDE PASSES MODULES_DIR MESH.json [ROWS.txt]
// FILE.u8: n images of SIZE x SIZE bytes, back to back. FIRST_SIDE: side in pixels of the first, centred region
// (beyond the picture its edge is repeated); each later pass looks at the last mesh's box times 1.5.
// Writes FILE.u8.mesh0: float32 rows `image, x0, y0, x1, y1, score` of every image, or of those that ROWS.txt lists
// by number; the score is the mesh's probability of a face, 0..1.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

const [file, sizeText, firstSide, passes, modulesText, meshText, rowsFile] = process.argv.slice(2);
const modules = resolve(modulesText);
const require = createRequire(join(modules, "x.js"));
const tf = require("@tensorflow/tfjs-core");
const { loadGraphModel } = require("@tensorflow/tfjs-converter");
const wasm = require("@tensorflow/tfjs-backend-wasm");

const INPUT = 192;
const POINTS = 468;
const size = Number(sizeText);

wasm.setWasmPaths(`${join(modules, "@tensorflow/tfjs-backend-wasm/dist")}/`);
await tf.setBackend("wasm");
const json = JSON.parse(readFileSync(meshText, "utf8"));
const bytes = readFileSync(join(dirname(meshText), json.weightsManifest[0].paths[0]));
const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
const model = await loadGraphModel({ load: async () => ({ ...json, weightSpecs: json.weightsManifest[0].weights, weightData }) });

const within = (v) => Math.min(size - 1, Math.max(0, v));

/** Bilinear sample of a square region to INPUT x INPUT x 3, 0..1. */
function region(image, x0, y0, side) {
  const out = new Float32Array(INPUT * INPUT * 3);
  const step = side / INPUT;
  for (let y = 0; y < INPUT; y++) {
    const sy = within(y0 + (y + 0.5) * step - 0.5);
    const top = Math.floor(sy);
    const low = within(top + 1);
    for (let x = 0; x < INPUT; x++) {
      const sx = within(x0 + (x + 0.5) * step - 0.5);
      const left = Math.floor(sx);
      const right = within(left + 1);
      const fx = sx - left;
      const a = image[top * size + left] * (1 - fx) + image[top * size + right] * fx;
      const b = image[low * size + left] * (1 - fx) + image[low * size + right] * fx;
      out.fill((a + (b - a) * (sy - top)) / 255, (y * INPUT + x) * 3, (y * INPUT + x) * 3 + 3);
    }
  }
  return out;
}

function meshBox(image) {
  let [cx, cy, side] = [size / 2, size / 2, Number(firstSide)];
  let box = [];
  for (let pass = 0; pass < Number(passes); pass++) {
    const [x0, y0] = [cx - side / 2, cy - side / 2];
    const input = tf.tensor4d(region(image, x0, y0, side), [1, INPUT, INPUT, 3]);
    const [mesh, flag] = model.execute(input, ["Identity_2", "Identity_1"]);
    const points = mesh.dataSync();
    const score = flag.dataSync()[0];
    for (const t of [input, mesh, flag]) t.dispose();
    const xs = Array.from({ length: POINTS }, (_, i) => x0 + (points[i * 3] * side) / INPUT);
    const ys = Array.from({ length: POINTS }, (_, i) => y0 + (points[i * 3 + 1] * side) / INPUT);
    box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), score];
    [cx, cy] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    side = 1.5 * Math.max(box[2] - box[0], box[3] - box[1]);
    if (!(side > size * 0.2 && side < size * 4)) break;
  }
  return box;
}

const raw = readFileSync(file);
const rows = [];
const all = Array.from({ length: raw.length / (size * size) }, (_, i) => i);
const listed = rowsFile ? readFileSync(rowsFile, "utf8").trim().split("\n").map(Number) : all;
for (const i of listed)
  rows.push(i, ...meshBox(raw.subarray(i * size * size, (i + 1) * size * size)));
writeFileSync(`${file}.mesh0`, new Uint8Array(new Float32Array(rows).buffer));
console.log(`${rows.length / 6} boxes`);
