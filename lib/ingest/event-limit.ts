import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/**
 * Events of one session: a viewer sends about one a second, and in a burst everything that was kept while
 * the connection was away. More is told to come again.
 */
const EVENTS = 200;
const WINDOW_SECONDS = 5;

export interface EventLimit {
  allows(sessionId: number): Promise<boolean>;
}

export function createEventLimit(events = EVENTS, windowSeconds = WINDOW_SECONDS): EventLimit {
  const limiter = new RateLimiterMemory({ points: events, duration: windowSeconds });
  return {
    async allows(sessionId) {
      try {
        await limiter.consume(sessionId);
        return true;
      } catch (error) {
        if (error instanceof RateLimiterRes) return false;
        throw error;
      }
    },
  };
}
