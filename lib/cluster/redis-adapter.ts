import { createAdapter } from "@socket.io/redis-streams-adapter";
import type { Namespace } from "socket.io";
import type { RedisConnection } from "./connect-redis.ts";

const STREAM = "reactline:socket.io";
/** A notice that Redis has not taken by then is told within this process alone. */
const PUBLISH_WITHIN_MS = 1_000;

/**
 * Socket.IO's Redis streams adapter: what is said to a room reaches the sockets of all processes. The adapter waits
 * for Redis before it tells its own sockets; here it does not when Redis is lost.
 */
export function redisAdapter(redis: RedisConnection) {
  const create = createAdapter(redis.streams, {
    streamName: STREAM,
    channelPrefix: STREAM,
    blockTimeInMs: 1_000,
  });
  // Socket.IO calls it with `new`.
  return function adapterOf(namespace: Namespace) {
    const adapter = create(namespace);
    const publish = adapter.doPublish.bind(adapter);
    adapter.doPublish = (message: Parameters<typeof publish>[0]) =>
      redis.state() === "up" ? within(PUBLISH_WITHIN_MS, publish(message)) : Promise.resolve("");
    return adapter;
  };
}

/** The offset of what was published; nothing when it was not. */
function within(ms: number, published: Promise<string>): Promise<string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(""), ms);
    published.then(resolve, () => resolve("")).finally(() => clearTimeout(timer));
  });
}
