"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { CaptureSession, type JourneyConfig } from "#lib/capture/capture-session.ts";
import { INITIAL_STATE, type JourneyState } from "#lib/capture/journey-state.ts";

/** The one tie between React and a viewer's session: its state, and its life as long as the page shows it. */
export function useCaptureSession(config: JourneyConfig): { session: CaptureSession; state: JourneyState } {
  const [session] = useState(() => new CaptureSession(config));
  useEffect(() => session.attach(), [session]);
  const state = useSyncExternalStore(session.subscribe, session.getState, () => INITIAL_STATE);
  return { session, state };
}
