/** Something that one part of this process tells others. */
export interface ProcessNotice<Told> {
  /** Answers how to stop being told. */
  on(listener: (told: Told) => void): () => void;
  tell(told: Told): void;
}

/** The process's notice of that name: on globalThis, because Next's route handlers have a module graph of their own. */
export function processNotice<Told>(name: string): ProcessNotice<Told> {
  const shared = globalThis as typeof globalThis & { [key: symbol]: Set<(told: Told) => void> | undefined };
  const key = Symbol.for(`reactline.${name}`);
  const listeners = () => {
    const known = shared[key] ?? new Set();
    shared[key] = known;
    return known;
  };
  return {
    on(listener) {
      listeners().add(listener);
      return () => listeners().delete(listener);
    },
    tell(told) {
      for (const listener of listeners()) listener(told);
    },
  };
}
