"use client";

import { ActionIcon, Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp, IconPencil } from "@tabler/icons-react";
import { z } from "zod";
import { send } from "#app/studio/api-client/send-json.ts";
import { useChange } from "#app/studio/api-client/use-change.ts";
import { type SetupVideo, type VideoChanges, videoChangesRequest } from "#lib/protocol/campaign-setup.ts";

interface ArrangeVideoProps {
  campaignId: number;
  video: SetupVideo;
  /** Its place in the order, from 1, and how many there are. */
  position: number;
  of: number;
}

const formSchema = z.object({ title: videoChangesRequest.shape.title.unwrap() });

/** Renames a video of a draft and moves it up and down in the order shown. */
export function ArrangeVideo({ campaignId, video, position, of }: ArrangeVideoProps) {
  const { change, busy } = useChange();
  const [renaming, dialog] = useDisclosure();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { title: video.title },
    validate: schemaResolver(formSchema, { sync: true }),
  });
  const patch = (changes: VideoChanges, done: string) =>
    change(() => send("PATCH", `/api/campaigns/${campaignId}/videos/${video.id}`, changes), done);
  const rename = form.onSubmit(async ({ title }) => {
    if (await patch({ title }, "Renamed")) dialog.close();
  });
  const move = (to: number) => void patch({ position: to }, `“${video.title}” is shown at place ${to}`);
  return (
    <>
      {of > 1 && (
        <>
          <ActionIcon
            variant="subtle"
            size="lg"
            disabled={busy || position === 1}
            aria-label={`Show ${video.title} earlier`}
            onClick={() => move(position - 1)}
          >
            <IconArrowUp size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            size="lg"
            disabled={busy || position === of}
            aria-label={`Show ${video.title} later`}
            onClick={() => move(position + 1)}
          >
            <IconArrowDown size={18} />
          </ActionIcon>
        </>
      )}
      <ActionIcon variant="subtle" size="lg" aria-label={`Rename ${video.title}`} onClick={dialog.open}>
        <IconPencil size={18} />
      </ActionIcon>
      <Modal opened={renaming} onClose={dialog.close} title="Rename the video" centered>
        <form onSubmit={rename} noValidate>
          <Stack gap="md">
            <TextInput
              label="Title"
              maxLength={120}
              data-autofocus
              key={form.key("title")}
              {...form.getInputProps("title")}
            />
            <Group justify="flex-end">
              <Button type="submit" loading={busy}>
                Rename
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
