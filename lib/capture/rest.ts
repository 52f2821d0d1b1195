/** Between two videos: long enough for a face to come to rest, too short to go away. */
export const REST_MS = 6_000;

/** Settles when the rest is over, or at once when the session ends. */
export function rest(signal: AbortSignal, forMs = REST_MS): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", over);
      resolve();
    };
    const timer = setTimeout(over, forMs);
    signal.addEventListener("abort", over);
  });
}
