"use client";

import { Button, Stack } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { send } from "#app/studio/api-client/send-json.ts";
import { useChange } from "#app/studio/api-client/use-change.ts";
import { CampaignWords } from "#app/studio/campaigns/campaign-words.tsx";
import classes from "#app/studio/campaigns/setup-card.module.css";
import { LocalTime } from "#app/studio/local-time.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { type CampaignDraft, type CampaignSetup, campaignDraftSchema } from "#lib/protocol/campaign-setup.ts";
import { SetupSection } from "./setup-section.tsx";

export function WordsSection({ setup, editable }: { setup: CampaignSetup; editable: boolean }) {
  const { count } = useNumberWords();
  return (
    <SetupSection title="What viewers read">
      {editable ? (
        <WordsForm setup={setup} />
      ) : (
        <dl className={classes.facts}>
          <dt>Title</dt>
          <dd>{setup.title}</dd>
          <dt>Purpose</dt>
          <dd>{setup.purpose}</dd>
          <dt>Numbers are kept</dt>
          <dd data-testid="retention">
            {count(setup.retentionDays)} days
            {setup.destroyed && <Destroyed {...setup.destroyed} />}
          </dd>
        </dl>
      )}
    </SetupSection>
  );
}

/** When the numbers of real viewers will be gone. */
function Destroyed({ firstAt, lastAt }: NonNullable<CampaignSetup["destroyed"]>) {
  return (
    <>
      , then destroyed: the first on <LocalTime iso={firstAt} dateOnly />, the last on{" "}
      <LocalTime iso={lastAt} dateOnly />
    </>
  );
}

function WordsForm({ setup }: { setup: CampaignSetup }) {
  const { change, busy } = useChange();
  const form = useForm<CampaignDraft>({
    mode: "uncontrolled",
    initialValues: { title: setup.title, purpose: setup.purpose, retentionDays: setup.retentionDays },
    validate: schemaResolver(campaignDraftSchema, { sync: true }),
  });
  const save = form.onSubmit(async (draft) => {
    const saved = await change(() => send("PATCH", `/api/campaigns/${setup.id}`, draft), "Saved");
    if (saved) form.resetDirty(draft);
  });
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="lg" align="stretch">
        <CampaignWords form={form} />
        <div>
          <Button type="submit" variant="default" loading={busy}>
            Save
          </Button>
        </div>
      </Stack>
    </form>
  );
}
