/** A session that no ticket opens any more, whatever its signature. */
export interface EndedSession {
  sessionId: number;
  campaignId: number;
  /** Videos whose numbers changed with its end. */
  videoIds: readonly number[];
}

type Listener = (ended: EndedSession) => void;

// On globalThis, because Next's route handlers have a module graph of their own.
const shared = globalThis as typeof globalThis & { reactlineSessionEnded?: Set<Listener> };

function listeners(): Set<Listener> {
  shared.reactlineSessionEnded ??= new Set();
  return shared.reactlineSessionEnded;
}

/** Told when a session of this process's viewers was withdrawn. Answers how to stop being told. */
export function onSessionEnded(listener: Listener): () => void {
  listeners().add(listener);
  return () => listeners().delete(listener);
}

/** A session was withdrawn: its connections are to end now. Other processes find out from the database. */
export function tellSessionEnded(ended: EndedSession): void {
  for (const listener of listeners()) listener(ended);
}
