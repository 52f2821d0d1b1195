"use client";

import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useCallback, useState, useTransition } from "react";
import { toastProblem } from "#app/studio/toasts.ts";

/**
 * Runs a change of what the page shows: busy until the page shows it, a toast when it is done or refused.
 * `change` answers whether it was done.
 */
export function useChange() {
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const [refreshing, startRefresh] = useTransition();

  const change = useCallback(
    async (work: () => Promise<unknown>, done: string | null): Promise<boolean> => {
      setSending(true);
      try {
        await work();
        if (done !== null) notifications.show({ message: done });
        startRefresh(() => router.refresh());
        return true;
      } catch (error) {
        toastProblem(error);
        return false;
      } finally {
        setSending(false);
      }
    },
    [router],
  );
  return { change, busy: sending || refreshing };
}
