"use client";

import { MantineProvider } from "@mantine/core";
import { setNonce } from "get-nonce";
import type { ReactNode } from "react";
import { theme, themeVariables } from "#app/theme.ts";

/** Everything that client components find above them; the nonce lets Mantine's style elements through the CSP. */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  // What keeps a page from scrolling behind a dialog writes a style element of its own.
  if (typeof window !== "undefined") setNonce(nonce);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={themeVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      {children}
    </MantineProvider>
  );
}
