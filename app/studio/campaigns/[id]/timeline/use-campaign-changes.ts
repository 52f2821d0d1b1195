"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { io, type Socket } from "socket.io-client";
import {
  SOCKET_PATH,
  STUDIO_NAMESPACE,
  type StudioClientEvents,
  type StudioServerEvents,
} from "#lib/protocol/capture-events.ts";

/** How long after the last change the page calls itself live, ms. */
const LIVE_FOR_MS = 12_000;

export type Connection = "polling" | "connected" | "live";

/**
 * Follows a campaign on the studio socket and calls `onChange` when its numbers have changed, or who is counted. `polling`
 * means that the socket is down: the caller then asks on its own clock.
 */
export function useCampaignChanges(campaignId: number, onChange: () => void): Connection {
  const [following, setFollowing] = useState(false);
  const [live, setLive] = useState(false);
  const changed = useEffectEvent(onChange);

  useEffect(() => {
    let quietTimer: ReturnType<typeof setTimeout> | undefined;
    const socket: Socket<StudioServerEvents, StudioClientEvents> = io(STUDIO_NAMESPACE, {
      path: SOCKET_PATH,
      transports: ["websocket"],
    });
    socket.on("connect", () => {
      socket.emit("campaign:follow", campaignId, ({ ok }) => {
        setFollowing(ok);
        // Whatever changed while the socket was down was not told.
        if (ok) changed();
      });
    });
    socket.on("disconnect", () => setFollowing(false));
    socket.on("timeline:changed", (changedId) => {
      if (changedId !== campaignId) return;
      changed();
      setLive(true);
      clearTimeout(quietTimer);
      quietTimer = setTimeout(() => setLive(false), LIVE_FOR_MS);
    });
    // Somebody began, finished, was excluded or counted again: numbers change, but nothing need be live.
    socket.on("fieldwork:changed", (changedId) => {
      if (changedId === campaignId) changed();
    });
    return () => {
      clearTimeout(quietTimer);
      socket.disconnect();
    };
  }, [campaignId]);

  if (!following) return "polling";
  return live ? "live" : "connected";
}
