import type { Audience } from "#lib/protocol/timeline.ts";
import type { AudienceEngine } from "#lib/storage/read-audience-engines.ts";

/** The engine whose numbers are shown for an audience, and the others that could be asked for. */
export interface EngineChoice {
  chosen: AudienceEngine | null;
  others: AudienceEngine[];
  /** Sessions of the other audience, by any engine. */
  otherAudienceSessions: number;
}

/**
 * Two models never stand in one number: of an audience's engines the one asked for is taken, else the one with
 * the most recent session. `engines` as lib/storage/read-audience-engines.ts gives them, most recent first.
 */
export function chooseEngine(
  engines: readonly AudienceEngine[],
  audience: Audience,
  asked: string | undefined,
): EngineChoice {
  const simulated = audience === "simulated";
  const own = engines.filter((engine) => engine.simulated === simulated);
  const chosen =
    (asked === undefined ? own[0] : own.find((engine) => engine.engineVersion === asked)) ?? null;
  return {
    chosen,
    others: own.filter((engine) => engine !== chosen && engine.sessions > 0),
    otherAudienceSessions: engines
      .filter((engine) => engine.simulated !== simulated)
      .reduce((total, engine) => total + engine.sessions, 0),
  };
}
