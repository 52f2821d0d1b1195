import type { StudioUser } from "#lib/auth/load-studio-user.ts";

interface StudioSocket {
  handshake: { headers: { cookie?: string | undefined } };
  data: { userId: number };
  disconnect(close: boolean): unknown;
}

/**
 * End the connections whose session was ended since they opened: signed out, removed, or out of date. A check that
 * fails ends nothing; the next one decides. Returns how many ended.
 */
export async function recheckStudio(
  sockets: Iterable<StudioSocket>,
  verifyStudioCookie: (cookieHeader: string) => Promise<StudioUser | null>,
): Promise<number> {
  let ended = 0;
  for (const socket of sockets) {
    const user = await verifyStudioCookie(socket.handshake.headers.cookie ?? "");
    if (user?.id === socket.data.userId) continue;
    socket.disconnect(true);
    ended++;
  }
  return ended;
}
