import { createHash, randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import type { EngineVersion } from "#lib/protocol/sample.ts";
import type { Database, Transaction } from "./database.ts";

export interface NewSession {
  campaignId: number;
  /**
   * Videos in the order shown; they become segments 1, 2, … A function is asked with the session's turn among those
   * of its campaign and audience: 0, 1, 2, … without a gap, however many begin at the same moment.
   */
  videoIds: readonly number[] | ((turn: number) => readonly number[]);
  simulated: boolean;
  engineVersion: EngineVersion;
  /** Segment variables of this respondent, fixed before fieldwork. */
  variables: Readonly<Record<string, string>>;
  device: { userAgent?: string };
  consentTextSha256: string;
}

export interface CreatedSession {
  sessionId: number;
  /** As they were chosen, in the order shown. */
  videoIds: readonly number[];
  publicId: string;
  /** Goes into the viewer's cookie and is stored only as a hash. */
  sessionKey: string;
  receipt: string;
}

/** SHA-256 of a session key, as it is stored. */
export function sessionKeySha256(sessionKey: string): Uint8Array<ArrayBuffer> {
  return createHash("sha256").update(sessionKey).digest();
}

/** A receipt as people can read it aloud: four groups of five, 100 bits, no look-alike letters. */
export function newReceipt(): string {
  const alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ123456789";
  const letters = Array.from(randomBytes(20), (byte) => alphabet[byte % alphabet.length]).join("");
  return (letters.match(/.{5}/g) ?? []).join("-");
}

async function cellFor(tx: Transaction, input: NewSession): Promise<number> {
  const entries = Object.entries(input.variables).sort(([a], [b]) => (a < b ? -1 : 1));
  const variables = Object.fromEntries(entries);
  const key = {
    campaignId: input.campaignId,
    simulated: input.simulated,
    engineVersion: input.engineVersion,
    variablesKey: JSON.stringify(variables),
  };
  const where = { campaignId_simulated_engineVersion_variablesKey: key };
  const known = await tx.segmentCell.findUnique({ where, select: { id: true } });
  if (known) return known.id;
  // Not an upsert, which Prisma makes of two statements for a key of several columns: the first two viewers
  // of a campaign may come at the same moment.
  await tx.segmentCell.createMany({ data: { ...key, variables }, skipDuplicates: true });
  const made = await tx.segmentCell.findUniqueOrThrow({ where, select: { id: true } });
  return made.id;
}

/** Viewers who begin together take their turns one after another. */
const PATIENCE = { maxWait: 10_000, timeout: 20_000 };

const turnSchema = z.array(z.object({ turn: z.number().int() })).length(1);

/**
 * Takes the next turn; whoever comes at the same moment waits for this session to be there, and a session that is not
 * made in the end gives its turn back.
 */
async function takeTurn(tx: Transaction, { campaignId, simulated }: NewSession): Promise<number> {
  const [row] = turnSchema.parse(
    await tx.$queryRaw`
      INSERT INTO "CutTurn" ("campaignId", simulated, taken) VALUES (${campaignId}::int, ${simulated}::boolean, 1)
      ON CONFLICT ("campaignId", simulated) DO UPDATE SET taken = "CutTurn".taken + 1
      RETURNING taken - 1 AS turn`,
  );
  return row!.turn;
}

/** Create a respondent's session with its consent record and stimuli, all or nothing. */
export function createSession(db: Database, input: NewSession): Promise<CreatedSession> {
  const sessionKey = randomBytes(32).toString("base64url");
  const receipt = newReceipt();
  return db.$transaction(async (tx) => {
    const cellId = await cellFor(tx, input);
    const session = await tx.session.create({
      data: {
        publicId: randomUUID(),
        campaignId: input.campaignId,
        cellId,
        simulated: input.simulated,
        keySha256: sessionKeySha256(sessionKey),
        device: input.device,
        // Left out, a list is stored as NULL, which raw statements would have to know.
        baseline: [],
        facingPose: [],
        consent: {
          create: {
            campaignId: input.campaignId,
            textSha256: input.consentTextSha256,
            decision: "granted",
            receipt,
          },
        },
      },
      select: { id: true, publicId: true },
    });
    // Last, because the next viewer waits for the turn until this one is committed.
    const videoIds =
      typeof input.videoIds === "function" ? input.videoIds(await takeTurn(tx, input)) : input.videoIds;
    await tx.sessionStimulus.createMany({
      data: videoIds.map((videoId, index) => ({ sessionId: session.id, segment: index + 1, videoId })),
    });
    return { sessionId: session.id, publicId: session.publicId, sessionKey, receipt, videoIds };
  }, PATIENCE);
}
