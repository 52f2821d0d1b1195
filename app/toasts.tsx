import { notifications } from "@mantine/notifications";
import { ApiError } from "#app/studio/api-client/fetch-json.ts";

/** What went wrong, as a sentence for the reader. */
export function problemOf(error: unknown): string {
  return error instanceof ApiError ? error.message : "Something went wrong. Reload the page and try again.";
}

export function toastDone(message: string): void {
  notifications.show({ message, color: "green" });
}

export function toastProblem(error: unknown): void {
  notifications.show({
    title: "That did not work",
    message: problemOf(error),
    color: "red",
    autoClose: 8_000,
  });
}
