import { type CapturePhase, INITIAL_STATE, type JourneyState } from "./journey-state.ts";

/** The state of one viewer's page and those who look at it. */
export class JourneyStore {
  readonly #subscribers = new Set<() => void>();
  #state: JourneyState = INITIAL_STATE;

  readonly getState = (): JourneyState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#subscribers.add(listener);
    return () => this.#subscribers.delete(listener);
  };

  set(change: Partial<JourneyState>): void {
    this.#state = { ...this.#state, ...change };
    for (const subscriber of [...this.#subscribers]) subscriber();
  }

  enter(phase: CapturePhase): void {
    document.documentElement.dataset.capturePhase = phase;
    this.set({ phase });
  }
}
