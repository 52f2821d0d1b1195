"use client";

import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";

/** Confirmations and toasts, for the studio alone: a viewer's page need not load them. */
export function StudioDialogs({ children }: { children: ReactNode }) {
  return (
    <ModalsProvider modalProps={{ radius: "lg", centered: true, overlayProps: { backgroundOpacity: 0.4 } }}>
      <Notifications position="top-right" />
      {children}
    </ModalsProvider>
  );
}
