/** A page that is reloaded lets go of its lock a moment later than the new one asks for it. */
const PATIENCE_MS = 2_000;

/**
 * Makes this the one tab of a study in this browser until `signal` aborts or the page ends. False: another tab has
 * it. A browser without Web Locks lets every tab through; the server then keeps one connection a session.
 */
export function holdTab(study: string, signal: AbortSignal): Promise<boolean> {
  if (!("locks" in navigator)) return Promise.resolve(true);
  const waiting = new AbortController();
  const patience = setTimeout(() => waiting.abort(), PATIENCE_MS);
  signal.addEventListener("abort", () => waiting.abort(), { once: true });
  return new Promise((resolve) => {
    const held = () => {
      clearTimeout(patience);
      resolve(true);
      return new Promise<void>((letGo) => {
        if (signal.aborted) letGo();
        else signal.addEventListener("abort", () => letGo(), { once: true });
      });
    };
    navigator.locks
      .request(`reactline:${study}`, { signal: waiting.signal }, held)
      // Anything but our own impatience is a browser that refuses locks as such.
      .catch((error: unknown) => resolve(!(error instanceof DOMException && error.name === "AbortError")));
  });
}
