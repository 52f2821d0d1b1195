import path from "node:path";
import { z } from "zod";

const flag = z.enum(["0", "1"]).transform((value) => value === "1");

/** Every variable that Reactline reads. README's table and .env.example follow this list. */
const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default("0.0.0.0"),
  /** Where the embedded database, the secret and uploads are kept. */
  DATA_DIR: z.string().min(1).default("data"),
  /** A Postgres to use instead of the embedded one. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, "must look like postgresql://user:password@host:5432/name")
    .optional(),
  /** What several processes on one DATABASE_URL share: limits, live updates. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/\S+$/, "must look like redis://:password@host:6379")
    .optional(),
  /** The address under which people reach this server, when it is not http://localhost:PORT. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** 1: a reverse proxy in front sets X-Forwarded-For; without one anybody could. */
  TRUST_PROXY: flag.default(false),
  /** Signs sessions and tickets; made on the first run and kept in DATA_DIR when it is not given. */
  SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  OWNER_EMAIL: z.email().default("owner@reactline.local"),
  OWNER_PASSWORD: z.string().min(12, "must have at least 12 characters").optional(),
  ORGANISATION: z.string().min(1).max(120).default("My organisation"),
  /** The mail server for invitations and new passwords; without one, owners hand the links on themselves. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, "must look like smtp://user:password@host:587")
    .optional(),
  /** Whom such letters come from. */
  SMTP_FROM: z.string().min(3).max(200).default("Reactline <reactline@localhost>"),
  /** 1: the demo campaign with simulated viewers is made on the first run. */
  SEED_DEMO: flag.default(true),
  /** How many simulated viewers watch the demo campaign. */
  DEMO_VIEWERS: z.coerce.number().int().min(1).max(2_000).default(200),
  /** Largest video that may be uploaded, in megabytes of 1,000,000 bytes. */
  MAX_VIDEO_MB: z.coerce.number().int().min(1).max(2_000).default(500),
  /** A bucket of a service that speaks S3, where uploaded videos are kept instead of in DATA_DIR. */
  S3_URL: z
    .string()
    .regex(/^https?:\/\/[^/\s]+\/[^/\s]+/, "must name a bucket, like https://s3.example.org/bucket")
    .optional(),
  S3_REGION: z.string().min(1).default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  /** Days in which a deleted campaign can be restored before it is destroyed. */
  DELETED_KEPT_DAYS: z.coerce.number().int().min(0).max(365).default(14),
  /** Whoever presents it may read /metrics; without one only this machine may. */
  METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, "must have at least 16 characters and no space")
    .optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
});

export type Env = Omit<z.infer<typeof schema>, "DATA_DIR"> & { dataDir: string };

/** Bad configuration, one line a variable, in words for the person who set it. */
export class EnvError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "EnvError";
  }
}

/** Parse the environment. Empty values count as not given. Throws EnvError listing every bad variable. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success && result.data.S3_URL !== undefined) {
    const missing = (["S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const).filter(
      (name) => !result.data[name],
    );
    if (missing.length > 0) throw new EnvError(missing.map((name) => `${name}: is needed with S3_URL`));
  }
  if (!result.success) {
    throw new EnvError(result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`));
  }
  const { DATA_DIR, ...rest } = result.data;
  const missing = rest.REDIS_URL === undefined ? [] : missingWithRedis(rest);
  if (missing.length > 0) throw new EnvError(missing);
  return { ...rest, dataDir: path.resolve(DATA_DIR) };
}

/** Redis is for several processes, and those need one database and one secret. */
function missingWithRedis({ DATABASE_URL, SECRET }: Pick<Env, "DATABASE_URL" | "SECRET">): string[] {
  const missing: string[] = [];
  if (DATABASE_URL === undefined) {
    missing.push("DATABASE_URL: must be given with REDIS_URL; the embedded database serves one process only");
  }
  if (SECRET === undefined) {
    missing.push("SECRET: must be given with REDIS_URL, the same to every process");
  }
  return missing;
}

let parsed: Env | null = null;

/** The environment of this process, parsed once. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** The address of this server as people see it. */
export function publicUrl(): string {
  return env().PUBLIC_URL ?? `http://localhost:${env().PORT}`;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** A campaign that was deleted since then can be restored. */
export function restorableSince(): Date {
  return new Date(Date.now() - env().DELETED_KEPT_DAYS * DAY_MS);
}

/** When a campaign that was deleted then can no longer be restored. */
export function restorableUntil(deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + env().DELETED_KEPT_DAYS * DAY_MS);
}

/** This process's environment with more in it, for a program that it starts. */
export function childEnvironment(more: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...more };
}

/** next-auth reads its own address from the environment; this is where it gets it. */
export function tellNextAuth(): void {
  process.env.NEXTAUTH_URL = publicUrl();
}
