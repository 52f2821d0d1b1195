import { Prisma } from "./generated/client.ts";

/** Whether a statement failed because a value that must be unique is there already. */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
