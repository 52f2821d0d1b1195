import { Redis, type RedisOptions } from "ioredis";
import type { Logger } from "#lib/server/log.ts";
import type { SharedRedis } from "./shared-redis.ts";

/** Redis cannot be used; `message` is one sentence for the person who started the server. */
export class RedisUnavailableError extends Error {
  override readonly name = "RedisUnavailableError";
}

export interface RedisConnection extends SharedRedis {
  /** For the streams adapter, which makes connections of its own from it. */
  streams: Redis;
  close(): void;
}

const ANSWER_WITHIN_MS = 500;
const LOOK_EVERY_MS = 1_000;
const LONGEST_RETRY_MS = 2_000;
/** The adapter's blocking reads last a second; a connection that is silent for much longer is dead. */
const BLOCKED_AT_MOST_MS = 5_000;

const SHARED = {
  // The adapter reads replies in the shape of RESP2.
  protocol: 2,
  lazyConnect: true,
  connectTimeout: 5_000,
  keepAlive: 10_000,
  retryStrategy: (times: number) => Math.min(100 * times, LONGEST_RETRY_MS),
  // What waits for a connection fails with the next attempt: nothing piles up, and the adapter's loop cannot spin.
  maxRetriesPerRequest: 1,
  // A notice that was on its way is not told again later, when it is no longer true.
  autoResendUnfulfilledCommands: false,
} satisfies RedisOptions;

/**
 * Connects to Redis. Throws RedisUnavailableError when it cannot be reached or has no streams; lost later, it is
 * looked for until it is back, and both are logged once.
 */
export async function connectRedis(
  url: string,
  log: Pick<Logger, "info" | "warn">,
): Promise<RedisConnection> {
  const streams = new Redis(url, { ...SHARED, blockingTimeout: BLOCKED_AT_MOST_MS });
  const commands = new Redis(url, { ...SHARED, enableOfflineQueue: false, commandTimeout: ANSWER_WITHIN_MS });
  let lastError = "";
  // Without a listener an error of the connection would end the process.
  for (const client of [streams, commands]) {
    client.on("error", (error: Error) => {
      lastError = reasonOf(error);
    });
  }
  const disconnect = () => {
    streams.disconnect();
    commands.disconnect();
  };
  try {
    await Promise.all([streams.connect(), commands.connect()]);
    await commands.xlen("reactline:probe");
  } catch (error) {
    disconnect();
    throw new RedisUnavailableError(
      `The Redis ${withoutPassword(url)} of REDIS_URL cannot be used (${lastError || reasonOf(error)}). Check that it runs, its address and its password.`,
    );
  }

  let state: "up" | "lost" = "up";
  function become(now: "up" | "lost"): void {
    if (now === state) return;
    state = now;
    if (now === "up") log.info("Redis is back");
    else {
      log.warn(
        { reason: lastError },
        "Redis was lost: until it is back, limits are this process's own and studio pages hear of its own viewers only",
      );
    }
  }
  const looking = setInterval(() => {
    // A Redis that is connected but does not answer is lost, too.
    commands.ping().then(
      () => become(streams.status === "ready" ? "up" : "lost"),
      (error: unknown) => {
        lastError = reasonOf(error);
        become("lost");
      },
    );
  }, LOOK_EVERY_MS);
  for (const client of [streams, commands]) client.on("close", () => become("lost"));

  return {
    streams,
    commands,
    state: () => state,
    close() {
      clearInterval(looking);
      for (const client of [streams, commands]) client.removeAllListeners("close");
      disconnect();
    },
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Of an address with several numbers, Node's error has no message of its own.
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return error.message || code || error.name;
}

function withoutPassword(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || "6379"}${pathname === "/" ? "" : pathname}`;
}
