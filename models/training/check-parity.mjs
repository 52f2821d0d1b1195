// Runs the exported model on tfjs-wasm (SIMD, one thread) against torch's outputs, and times a pass in CPU ms.
//   node check-parity.mjs MODEL_DIR WORK_DIR MODULES_DIR
// WORK_DIR/parity.f32: n x 48 x 48 grey crops; WORK_DIR/parity-expected.f32: n x 7 (both written by report.py).
// MODULES_DIR: a node_modules with @tensorflow/tfjs-core, tfjs-converter and tfjs-backend-wasm.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modelDir, workDir, modulesDir] = process.argv.slice(2).map((p) => resolve(p));
const require = createRequire(join(modulesDir, "x.js"));
const tf = require("@tensorflow/tfjs-core");
const { loadGraphModel } = require("@tensorflow/tfjs-converter");
const wasm = require("@tensorflow/tfjs-backend-wasm");

wasm.setWasmPaths(`${join(modulesDir, "@tensorflow/tfjs-backend-wasm/dist")}/`);
wasm.setThreadsCount(1);
tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
await tf.setBackend("wasm");

const json = JSON.parse(readFileSync(join(modelDir, "model.json"), "utf8"));
const bytes = readFileSync(join(modelDir, json.weightsManifest[0].paths[0]));
const model = await loadGraphModel({
  load: async () => ({
    ...json,
    weightSpecs: json.weightsManifest[0].weights,
    weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
  }),
});

const floats = (name) => {
  const b = readFileSync(join(workDir, name));
  return new Float32Array(b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength));
};
const pixels = floats("parity.f32");
const expected = floats("parity-expected.f32");
const n = expected.length / 7;
const pass = (i) => {
  const x = tf.tensor4d(pixels.subarray((i % n) * 2304, ((i % n) + 1) * 2304), [1, 48, 48, 1]);
  const y = model.execute(x);
  const out = y.dataSync();
  x.dispose();
  y.dispose();
  return out;
};

let worst = 0;
for (let i = 0; i < n; i++) {
  const out = pass(i);
  for (let c = 0; c < 7; c++) worst = Math.max(worst, Math.abs(out[c] - expected[i * 7 + c]));
}
const cpuMs = [];
for (let i = 0; i < 300; i++) {
  const from = process.cpuUsage();
  pass(i);
  const used = process.cpuUsage(from);
  cpuMs.push((used.user + used.system) / 1000);
}
cpuMs.sort((a, b) => a - b);
const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
console.log(JSON.stringify({ n, maxAbsDifference: worst, cpuMsMedian: cpuMs[150], cpuMsP10: cpuMs[30], simd, tfjs: tf.version_core }));
