/** For a browser that tests and benchmarks drive: it speaks to nobody but the page's server, and plays by itself. */
export const BROWSER_ARGS: readonly string[] = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
];

/** A camera that needs no permission: of the browser's own making, or the frames of a y4m file. */
export function fakeCameraArgs(clip?: string): string[] {
  return [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    ...(clip === undefined ? [] : [`--use-file-for-fake-video-capture=${clip}`]),
  ];
}
