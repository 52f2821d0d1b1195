"use client";

import { Button, Group, Stack } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useRouter } from "next/navigation";
import { LinkButton } from "#app/link-button.tsx";
import { sendJson } from "#app/studio/api-client/send-json.ts";
import { useChange } from "#app/studio/api-client/use-change.ts";
import { type CampaignDraft, campaignDraftSchema, createdSchema } from "#lib/protocol/campaign-setup.ts";
import { CampaignWords } from "../campaign-words.tsx";
import classes from "../setup-card.module.css";

export function NewCampaignForm() {
  const router = useRouter();
  const { change, busy } = useChange();
  const form = useForm<CampaignDraft>({
    mode: "uncontrolled",
    initialValues: { title: "", purpose: "", retentionDays: 365 },
    validate: schemaResolver(campaignDraftSchema, { sync: true }),
  });
  const create = form.onSubmit((draft) =>
    change(async () => {
      const { id } = await sendJson("POST", "/api/campaigns", draft, createdSchema);
      router.push(`/studio/campaigns/${id}/setup`);
    }, null),
  );
  return (
    <form onSubmit={create} noValidate className={classes.card}>
      <Stack gap="lg">
        <CampaignWords form={form} />
        <Group gap="sm">
          <Button type="submit" loading={busy}>
            Create draft
          </Button>
          <LinkButton href="/studio" variant="subtle">
            Cancel
          </LinkButton>
        </Group>
      </Stack>
    </form>
  );
}
