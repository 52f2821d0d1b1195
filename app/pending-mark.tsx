"use client";

import { Loader } from "@mantine/core";
import { useLinkStatus } from "next/link";
import classes from "./pending-mark.module.css";

/** Inside a link: that its page is on the way, for pages that have no loading state of their own. */
export function PendingMark() {
  const { pending } = useLinkStatus();
  return pending && <Loader className={classes.mark} size={11} role="status" aria-label="Loading" />;
}
