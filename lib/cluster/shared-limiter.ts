import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { sharedRedis } from "./shared-redis.ts";

export interface SharedLimiter {
  /** Takes one of the key's `points`; false when they are used up until the interval is over. */
  take(key: string | number): Promise<boolean>;
  /** Gives the key all its points back. */
  forget(key: string | number): Promise<void>;
}

/**
 * So many events of a key in an interval: counted in Redis for all processes together, by each for itself where
 * there is none and while it is lost.
 */
export function createSharedLimiter(limit: {
  /** Stable: it is a part of the key in Redis. */
  name: string;
  points: number;
  durationSeconds: number;
}): SharedLimiter {
  const options = {
    keyPrefix: `reactline:${limit.name}`,
    points: limit.points,
    duration: limit.durationSeconds,
  };
  const local = new RateLimiterMemory(options);
  let together: RateLimiterRedis | undefined;

  function limiter(): RateLimiterAbstract {
    const redis = sharedRedis();
    // Asked at each use: modules are loaded before the server has connected.
    if (redis?.state() !== "up") return local;
    together ??= new RateLimiterRedis({
      ...options,
      storeClient: redis.commands,
      insuranceLimiter: local,
      rejectIfRedisNotReady: true,
    });
    return together;
  }

  return {
    async take(key) {
      try {
        await limiter().consume(key);
        return true;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return false;
        throw refusal;
      }
    },
    async forget(key) {
      await local.delete(key);
      await limiter().delete(key);
    },
  };
}
