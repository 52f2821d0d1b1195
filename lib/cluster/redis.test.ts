import { createServer } from "node:http";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "#lib/testing/free-port.ts";
import { startThrowawayRedis, type ThrowawayRedis } from "#lib/testing/throwaway-redis.ts";
import { connectRedis, type RedisConnection, RedisUnavailableError } from "./connect-redis.ts";
import { redisAdapter } from "./redis-adapter.ts";
import { createSharedLimiter } from "./shared-limiter.ts";
import { shareRedis } from "./shared-redis.ts";

let server: ThrowawayRedis;
const opened: (() => unknown)[] = [];
const said: string[] = [];
const log = {
  info: (text: unknown) => void said.push(String(text)),
  warn: (_fields: unknown, text?: string) => void said.push(String(text)),
};

beforeAll(async () => {
  server = await startThrowawayRedis();
});
afterAll(() => server.stop());
afterEach(async () => {
  shareRedis(undefined);
  said.length = 0;
  for (const close of opened.splice(0).reverse()) await close();
});

async function connect(): Promise<RedisConnection> {
  const redis = await connectRedis(server.url, log);
  opened.push(() => redis.close());
  return redis;
}

describe("connecting to Redis", () => {
  it("says in one sentence what is wrong, without the password", async () => {
    const port = await freePort();
    const failed = connectRedis(`redis://:a-secret@127.0.0.1:${port}/2`, log);
    await expect(failed).rejects.toThrow(RedisUnavailableError);
    await expect(failed).rejects.toThrow(`The Redis 127.0.0.1:${port}/2 of REDIS_URL cannot be used`);
    await expect(failed).rejects.not.toThrow("a-secret");
  });

  it("notices a loss and a return, and says each once", async () => {
    const redis = await connect();
    expect(redis.state()).toBe("up");
    await server.kill();
    await expect.poll(() => redis.state(), { timeout: 10_000 }).toBe("lost");
    await server.start();
    await expect.poll(() => redis.state(), { timeout: 10_000 }).toBe("up");
    expect(said.filter((text) => /^Redis was lost/.test(text))).toHaveLength(1);
    expect(said.filter((text) => /^Redis is back/.test(text))).toHaveLength(1);
  });

  it("counts one that is silent as lost", async () => {
    const redis = await connect();
    server.freeze();
    await expect.poll(() => redis.state(), { timeout: 10_000 }).toBe("lost");
    server.thaw();
    await expect.poll(() => redis.state(), { timeout: 10_000 }).toBe("up");
  });
});

describe("a shared limit", () => {
  const limit = { points: 4, durationSeconds: 60 };
  let number = 0;
  const takes = async (limiter: ReturnType<typeof createSharedLimiter>, times: number) => {
    const taken = [];
    for (let i = 0; i < times; i++) taken.push(await limiter.take("key"));
    return taken.filter(Boolean).length;
  };
  /** Two processes have a limiter each: nothing is shared but Redis. */
  const twoProcesses = () => {
    const name = `test-${number++}`;
    return [createSharedLimiter({ name, ...limit }), createSharedLimiter({ name, ...limit })] as const;
  };

  it("is one for all processes with Redis, and each its own without", async () => {
    const [a, b] = twoProcesses();
    expect([await takes(a, 3), await takes(b, 3)]).toEqual([3, 3]);
    shareRedis(await connect());
    expect([await takes(a, 3), await takes(b, 3)]).toEqual([3, 1]);
    await b.forget("key");
    expect(await takes(a, 5)).toBe(4);
  });

  it("goes on by itself while Redis is lost, at once, and together again afterwards", async () => {
    const redis = await connect();
    shareRedis(redis);
    const [a, b] = twoProcesses();
    expect(await takes(a, 4)).toBe(4);
    server.freeze();
    // The first that notices waits for half a second at most, and then counts by itself.
    expect(await takes(b, 5)).toBe(4);
    await expect.poll(() => redis.state(), { timeout: 10_000 }).toBe("lost");
    // By what is sent, not by the clock: nobody waits for an answer who asks nothing.
    const sent = vi.spyOn(redis.commands, "sendCommand");
    expect(await takes(b, 100)).toBe(0);
    // The connection itself looks every second whether Redis is back.
    const names = sent.mock.calls.map(([command]) => command.name);
    sent.mockRestore();
    expect(names.filter((name) => name !== "ping")).toEqual([]);
    server.thaw();
    await expect.poll(() => redis.state(), { timeout: 10_000 }).toBe("up");
    expect(await takes(b, 1)).toBe(0);
  });
});

describe("rooms across processes", () => {
  async function process(): Promise<{
    io: Server;
    redis: RedisConnection;
    join(room: string): Promise<Socket>;
  }> {
    const redis = await connect();
    const http = createServer();
    const socketServer = new Server(http, { transports: ["websocket"], adapter: redisAdapter(redis) });
    socketServer.on("connection", (socket) => {
      socket.on("join", async (room: string, ack: () => void) => {
        await socket.join(room);
        ack();
      });
    });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    opened.push(() => socketServer.close());
    const address = http.address();
    const port = typeof address === "object" && address ? address.port : 0;
    return {
      io: socketServer,
      redis,
      async join(room) {
        const client = io(`http://127.0.0.1:${port}`, { transports: ["websocket"], forceNew: true });
        opened.push(() => client.disconnect());
        await client.timeout(10_000).emitWithAck("join", room);
        return client;
      },
    };
  }
  const heard = (client: Socket) => {
    const events: number[] = [];
    client.on("news", (n: number) => events.push(n));
    return events;
  };

  it("a notice reaches sockets of every process, of that room only", async () => {
    const [a, b] = [await process(), await process()];
    const [own, other, elsewhere] = [await a.join("one"), await b.join("one"), await b.join("two")];
    const news = [own, other, elsewhere].map(heard);
    await expect
      .poll(
        () => {
          a.io.to("one").emit("news", 1);
          return news.map((events) => events.length > 0);
        },
        { timeout: 10_000 },
      )
      .toEqual([true, true, false]);
  });

  it("with Redis lost one's own sockets hear at once, and all of them when it is back", async () => {
    const [a, b] = [await process(), await process()];
    const [own, other] = [heard(await a.join("room")), heard(await b.join("room"))];
    await server.kill();
    await expect.poll(() => a.redis.state(), { timeout: 10_000 }).toBe("lost");
    const sent = vi.spyOn(a.redis.streams, "xadd");
    a.io.to("room").emit("news", 1);
    await expect.poll(() => own).toEqual([1]);
    // At once: nobody waits for Redis who says nothing to it.
    expect(sent).not.toHaveBeenCalled();
    await server.start();
    for (const { redis } of [a, b]) {
      await expect.poll(() => redis.state(), { timeout: 10_000 }).toBe("up");
    }
    await expect
      .poll(
        () => {
          a.io.to("room").emit("news", 2);
          return other.includes(2);
        },
        { timeout: 10_000 },
      )
      .toBe(true);
    expect(other).not.toContain(1);
  });
});
