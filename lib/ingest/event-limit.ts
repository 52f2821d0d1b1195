import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/**
 * Events of one session: a viewer sends about one a second, and in a burst everything that was kept while
 * the connection was away. More is told to come again.
 */
const EVENTS = 200;
const WINDOW_SECONDS = 5;

export interface EventLimit {
  /** Whether the session (or user) of this id may send one more event now. */
  allows(id: number): Promise<boolean>;
}

export function createEventLimit(events = EVENTS, windowSeconds = WINDOW_SECONDS): EventLimit {
  const limiter = new RateLimiterMemory({ points: events, duration: windowSeconds });
  return {
    async allows(id) {
      try {
        await limiter.consume(id);
        return true;
      } catch (error) {
        if (error instanceof RateLimiterRes) return false;
        throw error;
      }
    },
  };
}
