"use client";

import { useCallback } from "react";
import { toastProblem } from "#app/studio/toasts.ts";

/**
 * Does something to what a page shows and then reads it again. Answers whether it was done; a refusal is told by a
 * toast.
 */
export function useDeed(
  readAgain: () => Promise<unknown>,
): (deed: () => Promise<unknown>) => Promise<boolean> {
  return useCallback(
    async (deed) => {
      try {
        await deed();
        await readAgain();
        return true;
      } catch (problem) {
        toastProblem(problem);
        return false;
      }
    },
    [readAgain],
  );
}
