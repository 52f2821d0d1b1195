import { expect, test } from "vitest";
import { isSoftwareRenderer } from "#lib/capture/hardware-backends.ts";

test.each([
  "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)",
  "llvmpipe (LLVM 15.0.6, 256 bits)",
  "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0)",
  "",
])("%s is a program on the CPU", (renderer) => {
  expect(isSoftwareRenderer(renderer)).toBe(true);
});

test.each([
  "ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)",
  "Apple M2",
  "Adreno (TM) 660",
])("%s is hardware", (renderer) => {
  expect(isSoftwareRenderer(renderer)).toBe(false);
});
