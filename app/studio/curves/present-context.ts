"use client";

import { createContext } from "react";

/** Enters and leaves the meeting room's view of the page; null where there is none. */
export const PresentContext = createContext<(() => void) | null>(null);
