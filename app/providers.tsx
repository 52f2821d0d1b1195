"use client";

import { MantineProvider } from "@mantine/core";
import { setNonce } from "get-nonce";
import { type ReactNode, useState } from "react";
import { theme, themeVariables } from "#app/theme.ts";

/**
 * Everything that client components find above them. The nonce lets style elements through the page's policy: those of
 * Mantine, and that of what keeps a page from scrolling behind a dialog. It is the one that the document came with:
 * when a page is read again the server gives a new one, which this document's policy does not know.
 */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [documentNonce] = useState(() => {
    if (typeof window !== "undefined") setNonce(nonce);
    return nonce;
  });
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={themeVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => documentNonce}
    >
      {children}
    </MantineProvider>
  );
}
