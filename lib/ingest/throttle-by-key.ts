/** Runs `act` for a key at once, and then at most once in `everyMs`: the last call within it is not lost. */
export function throttleByKey(act: (key: number) => void, everyMs: number) {
  /** Keys within their interval, and whether they were asked for again. */
  const asked = new Map<number, { again: boolean; timer: NodeJS.Timeout }>();

  function run(key: number): void {
    const timer = setTimeout(() => {
      const again = asked.get(key)?.again === true;
      asked.delete(key);
      if (again) run(key);
    }, everyMs);
    asked.set(key, { again: false, timer });
    act(key);
  }

  return {
    ask(key: number): void {
      const pending = asked.get(key);
      if (pending) pending.again = true;
      else run(key);
    },
    close(): void {
      for (const { timer } of asked.values()) clearTimeout(timer);
      asked.clear();
    },
  };
}
