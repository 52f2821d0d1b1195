"use client";

import { Modal, type ModalProps } from "@mantine/core";
import { type RefObject, useEffect } from "react";

interface DialogProps extends ModalProps {
  /** What gets the focus back, where that is not what had it: an item of a menu is gone by then. */
  opener?: RefObject<HTMLElement | null>;
}

/** A modal that gives the focus back also when it exists only while it is open, where Mantine's own does not. */
export function Dialog({ opener, ...props }: DialogProps) {
  const { opened } = props;
  useEffect(() => {
    if (!opened) return;
    const focused = document.activeElement;
    return () => {
      const left = document.activeElement;
      // React has taken the dialog away by then, and whoever wants the focus for something else has it.
      setTimeout(() => {
        const now = document.activeElement;
        if (now !== null && now !== document.body && now !== left) return;
        const back = opener?.current ?? focused;
        if (back instanceof HTMLElement) back.focus({ preventScroll: true });
      });
    };
  }, [opened, opener]);
  return <Modal {...props} returnFocus={false} />;
}
