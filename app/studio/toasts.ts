import { notifications } from "@mantine/notifications";
import { problemOf } from "#app/api-client/problem-of.ts";

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
