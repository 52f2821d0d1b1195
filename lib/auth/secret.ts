const shared = globalThis as typeof globalThis & { reactlineSecret?: string };

/** Hand the signing secret to Next's route handlers, whose module graph is not the server's. */
export function shareSecret(secret: string): void {
  shared.reactlineSecret = secret;
}

/** The process-wide signing secret. Throws when the server has not loaded it. */
export function secret(): string {
  if (!shared.reactlineSecret) throw new Error("No secret: start by lib/server/main.ts");
  return shared.reactlineSecret;
}
