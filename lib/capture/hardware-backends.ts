/** GPUs that are a program on the CPU: measured here 40 times slower than wasm. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|microsoft basic render|software rasterizer|warp/i;

export function isSoftwareRenderer(name: string): boolean {
  return name.trim() === "" || SOFTWARE.test(name);
}

/** Backends of this browser that run on a hardware adapter, for the worker to time against wasm. */
export async function hardwareBackends(): Promise<("webgpu" | "webgl")[]> {
  const found: ("webgpu" | "webgl")[] = [];
  if (await hasHardwareWebGpu()) found.push("webgpu");
  if (!isSoftwareRenderer(webGlRenderer())) found.push("webgl");
  return found;
}

interface GpuAdapter {
  isFallbackAdapter?: boolean;
  info?: {
    vendor?: string;
    architecture?: string;
    device?: string;
    description?: string;
    isFallbackAdapter?: boolean;
  };
}

async function hasHardwareWebGpu(): Promise<boolean> {
  const gpu = Reflect.get(navigator, "gpu") as { requestAdapter(): Promise<GpuAdapter | null> } | undefined;
  try {
    const adapter = await gpu?.requestAdapter();
    if (!adapter || adapter.isFallbackAdapter || adapter.info?.isFallbackAdapter) return false;
    const { vendor = "", architecture = "", device = "", description = "" } = adapter.info ?? {};
    return !isSoftwareRenderer([vendor, architecture, device, description].join(" "));
  } catch {
    return false;
  }
}

function webGlRenderer(): string {
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (!gl) return "";
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name: unknown = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return typeof name === "string" ? name : "";
}
