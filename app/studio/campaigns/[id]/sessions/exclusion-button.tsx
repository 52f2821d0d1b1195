"use client";

import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { send } from "#app/api-client/send-json.ts";
import { toastDone, toastProblem } from "#app/studio/toasts.ts";
import { toastWithUndo } from "#app/studio/undo-toast.tsx";
import { exclusionRequest } from "#lib/protocol/session-list.ts";

interface ExclusionButtonProps {
  campaignId: number;
  publicId: string;
  excluded: boolean;
}

/** Takes a respondent out of every number with a reason, or counts them again. */
export function ExclusionButton({ campaignId, publicId, excluded }: ExclusionButtonProps) {
  const router = useRouter();
  const [refreshing, start] = useTransition();
  const [asking, { open, close }] = useDisclosure(false);
  const address = `/api/campaigns/${campaignId}/sessions/${publicId}/exclusion`;
  const name = publicId.slice(0, 8);
  const refresh = () => start(() => router.refresh());
  const form = useForm({
    initialValues: { reason: "" },
    validate: schemaResolver(exclusionRequest, { sync: true }),
  });

  const include = async () => {
    await send("DELETE", address);
    refresh();
  };
  const exclude = form.onSubmit(async (values) => {
    try {
      await send("POST", address, values);
    } catch (problem) {
      toastProblem(problem);
      return;
    }
    close();
    form.reset();
    refresh();
    toastWithUndo(`${name} no longer counts.`, include);
  });

  if (excluded) {
    return (
      <Button
        size="compact-sm"
        variant="default"
        loading={refreshing}
        aria-label={`Count ${name} again`}
        onClick={() =>
          include().then(() => toastDone(`${name} counts again, exactly as before.`), toastProblem)
        }
      >
        Count again
      </Button>
    );
  }
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={refreshing}
        aria-label={`Exclude ${name}`}
        onClick={open}
      >
        Exclude
      </Button>
      <Modal opened={asking} onClose={close} title={`Exclude respondent ${name}?`} centered>
        <form onSubmit={exclude} noValidate>
          <Stack gap="sm">
            <Text size="sm">
              Every number of this campaign follows at once. The respondent stays in this list with your
              reason and can be counted again.
            </Text>
            <Textarea
              label="Reason"
              placeholder="Watched together with somebody else"
              autosize
              minRows={2}
              maxLength={200}
              data-autofocus
              {...form.getInputProps("reason")}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={form.submitting}>
                Exclude
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
