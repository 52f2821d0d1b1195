/**
 * Asks the browser to leave the screen on, again whenever the page is seen again. Where it cannot, nothing else
 * changes. The returned function ends it.
 */
export function keepAwake(): () => void {
  if (!("wakeLock" in navigator)) return () => undefined;
  let lock: WakeLockSentinel | null = null;
  let ended = false;
  const ask = async () => {
    if (document.hidden) return;
    try {
      const granted = await navigator.wakeLock.request("screen");
      if (ended) await granted.release();
      else lock = granted;
    } catch {
      // A low battery, a policy: the screen may go dark, as on any other page.
    }
  };
  document.addEventListener("visibilitychange", ask);
  void ask();
  return () => {
    ended = true;
    document.removeEventListener("visibilitychange", ask);
    lock?.release().catch(() => undefined);
  };
}
