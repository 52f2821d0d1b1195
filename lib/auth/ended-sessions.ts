import { processNotice } from "./process-notice.ts";

/** A session that no ticket opens any more, whatever its signature. */
export interface EndedSession {
  sessionId: number;
  campaignId: number;
  /** Videos whose numbers changed with its end. */
  videoIds: readonly number[];
}

const ended = processNotice<EndedSession>("session-ended");

/** Told when a session of this process's viewers was withdrawn. Answers how to stop being told. */
export const onSessionEnded = ended.on;

/** A session was withdrawn: its connections are to end now. Other processes find out from the database. */
export const tellSessionEnded = ended.tell;
