"use client";

import { Button, type ButtonProps } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { PendingMark } from "./pending-mark.tsx";

/** A link that looks like a button; server components cannot hand the Link component to a Button themselves. */
export function LinkButton({
  href,
  children,
  ...button
}: ButtonProps & { href: string; children: ReactNode }) {
  return (
    <Button component={Link} href={href} {...button}>
      {children}
      <PendingMark />
    </Button>
  );
}
