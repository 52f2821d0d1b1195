const PREFIX = "campaign:";

/** Room of the studio's namespace that hears of a campaign. */
export function studioRoom(campaignId: number): string {
  return `${PREFIX}${campaignId}`;
}

/** Inverse of `studioRoom`; null for any other room. */
export function campaignOfRoom(room: string): number | null {
  return room.startsWith(PREFIX) ? Number(room.slice(PREFIX.length)) : null;
}
