import type { Redis } from "ioredis";

/** What this process has of the Redis that it shares with others. */
export interface SharedRedis {
  /** For short commands: they fail at once when Redis is away, and after half a second when it does not answer. */
  commands: Redis;
  /** `lost`: it was there at the start and is away now; each process then goes on by itself. */
  state(): "up" | "lost";
}

// On globalThis, because Next's route handlers have a module graph of their own.
const shared = globalThis as typeof globalThis & { reactlineRedis?: SharedRedis | undefined };

/** Hand the process's Redis to everything that asks for it; none when this process is alone. */
export function shareRedis(redis: SharedRedis | undefined): void {
  shared.reactlineRedis = redis;
}

/** Undefined without `REDIS_URL`. */
export function sharedRedis(): SharedRedis | undefined {
  return shared.reactlineRedis;
}
