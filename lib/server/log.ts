import pino, { type Logger } from "pino";
import { env } from "./env.ts";

export type { Logger };

let root: Logger | null = null;

/** The process's logger: JSON lines on standard error, so that standard output stays for people. */
export function log(): Logger {
  root ??= pino(
    {
      level: env().LOG_LEVEL,
      base: null,
      redact: ["password", "ticket", "cookie", "*.password", "*.ticket"],
    },
    pino.destination({ fd: 2, sync: false }),
  );
  return root;
}
