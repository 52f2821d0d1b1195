import { describe, expect, test, vi } from "vitest";
import { type CameraBrowser, openCamera } from "#lib/capture/camera.ts";

function named(name: string, message = ""): Error {
  return Object.assign(new Error(message), { name });
}

function fakeStream() {
  const track = Object.assign(new EventTarget(), { readyState: "live", stop: vi.fn() });
  const stream = { getVideoTracks: () => [track], getTracks: () => [track] };
  return { track, stream: stream as unknown as MediaStream };
}

function browser(over: Partial<CameraBrowser>): CameraBrowser {
  return {
    isSecureContext: true,
    getUserMedia: async () => fakeStream().stream,
    permission: async () => null,
    ...over,
  };
}

function refusing(error: Error, permission: string | null = null): CameraBrowser {
  return browser({ getUserMedia: () => Promise.reject(error), permission: async () => permission });
}

describe("each way of having no camera is its own result", () => {
  test.each<[string, CameraBrowser]>([
    ["insecureContext", browser({ isSecureContext: false })],
    ["unsupported", browser({ getUserMedia: null })],
    ["denied", refusing(named("NotAllowedError", "Permission denied"), "denied")],
    ["deniedBySystem", refusing(named("NotAllowedError", "Permission denied by system"), "denied")],
    ["dismissed", refusing(named("NotAllowedError", "Permission dismissed"))],
    ["dismissed", refusing(named("NotAllowedError", "The request is not allowed"), "prompt")],
    ["denied", refusing(named("NotAllowedError", "The request is not allowed"))],
    ["denied", refusing(named("NotAllowedError", "Permission denied"), "prompt")],
    ["noCamera", refusing(named("NotFoundError"))],
    ["inUse", refusing(named("NotReadableError"))],
    ["overconstrained", refusing(named("OverconstrainedError"))],
    ["failed", refusing(named("SomethingNewError"))],
  ])("%s", async (problem, given) => {
    expect(await openCamera(given)).toEqual({ ok: false, problem });
  });
});

test("a camera that cannot do what is wanted is taken as it is", async () => {
  const { stream } = fakeStream();
  const getUserMedia = vi
    .fn<(constraints: MediaStreamConstraints) => Promise<MediaStream>>()
    .mockRejectedValueOnce(named("OverconstrainedError"))
    .mockResolvedValueOnce(stream);
  const result = await openCamera(browser({ getUserMedia }));
  expect(result.ok).toBe(true);
  expect(getUserMedia.mock.calls[1]?.[0]).toEqual({ video: true, audio: false });
});

test("sound is never asked for", async () => {
  const getUserMedia = vi.fn(async (_: MediaStreamConstraints) => fakeStream().stream);
  await openCamera(browser({ getUserMedia }));
  expect(getUserMedia.mock.calls[0]?.[0].audio).toBe(false);
});

test("a lost camera is told, and stopping stops every track", async () => {
  const { stream, track } = fakeStream();
  const result = await openCamera(browser({ getUserMedia: async () => stream }));
  if (!result.ok) throw new Error(result.problem);
  const seen: string[] = [];
  result.camera.onChange((state) => seen.push(state));
  track.dispatchEvent(new Event("mute"));
  track.dispatchEvent(new Event("unmute"));
  track.dispatchEvent(new Event("ended"));
  expect(seen).toEqual(["muted", "live", "ended"]);
  result.camera.stop();
  expect(track.stop).toHaveBeenCalled();
});
