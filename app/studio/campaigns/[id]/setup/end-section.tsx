"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { send, sendJson } from "#app/studio/api-client/send-json.ts";
import { useChange } from "#app/studio/api-client/use-change.ts";
import { openConfirm } from "#app/studio/open-confirm.ts";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { type CampaignSetup, removedSimulatedSchema } from "#lib/protocol/campaign-setup.ts";
import { SetupSection } from "./setup-section.tsx";

interface EndSectionProps {
  setup: CampaignSetup;
  deletedKeptDays: number;
}

/** What takes something away: the simulated viewers, or the campaign. */
export function EndSection({ setup, deletedKeptDays }: EndSectionProps) {
  const router = useRouter();
  const { change, busy } = useChange();
  const { count } = useNumberWords();
  const address = `/api/campaigns/${setup.id}`;

  const removeSimulated = () =>
    openConfirm({
      title: "Remove all simulated viewers?",
      children: (
        <Text size="sm">
          {count(setup.simulatedViewers)} simulated viewers and everything that was made up of them go for
          good. Real viewers’ numbers stay exactly as they are. This cannot be undone.
        </Text>
      ),
      labels: { confirm: "Remove them", cancel: "Keep them" },
      confirmProps: { color: "red" },
      onConfirm: () =>
        void change(async () => {
          const { removed } = await sendJson(
            "DELETE",
            `${address}/simulated`,
            undefined,
            removedSimulatedSchema,
          );
          notifications.show({ message: `${count(removed)} simulated viewers removed` });
        }, null),
    });

  const undo = async (toast: string) => {
    const restored = await change(() => send("POST", `${address}/restore`), `“${setup.title}” is back`);
    if (restored) notifications.hide(toast);
  };
  const remove = async () => {
    const deleted = await change(async () => {
      await send("DELETE", address);
      router.push("/studio");
    }, null);
    if (!deleted) return;
    const toast = notifications.show({
      title: `“${setup.title}” is deleted`,
      message: (
        <Group justify="space-between" gap="sm">
          <span>It can be restored for {count(deletedKeptDays)} days.</span>
          <Button size="compact-sm" variant="default" onClick={() => void undo(toast)}>
            Undo
          </Button>
        </Group>
      ),
      autoClose: 20_000,
    });
  };
  const confirmRemoval = () =>
    openConfirm({
      title: "Delete this campaign?",
      children: (
        <Text size="sm">
          Its link stops working at once. For {count(deletedKeptDays)} days it can be restored from the list
          of campaigns; then its videos and the numbers of {count(setup.realViewers)} real viewers are
          destroyed.
        </Text>
      ),
      labels: { confirm: "Delete", cancel: "Keep it" },
      confirmProps: { color: "red" },
      onConfirm: () => void remove(),
    });

  return (
    <SetupSection title="Take away">
      <Stack gap="md">
        {setup.simulatedViewers > 0 && (
          <Group justify="space-between" gap="sm">
            <Text size="sm" maw={460}>
              {count(setup.simulatedViewers)} simulated viewers show what the pages look like. They are never
              counted with real ones.
            </Text>
            <Button variant="default" onClick={removeSimulated} loading={busy}>
              Remove all simulated viewers
            </Button>
          </Group>
        )}
        <Group justify="space-between" gap="sm">
          <Text size="sm" maw={460}>
            Delete the campaign with its videos and all that was measured.
          </Text>
          <Button variant="outline" color="red" onClick={confirmRemoval} loading={busy}>
            Delete campaign
          </Button>
        </Group>
      </Stack>
    </SetupSection>
  );
}
