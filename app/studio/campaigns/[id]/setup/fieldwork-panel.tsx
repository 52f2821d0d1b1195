"use client";

import { Button, Stack, Text, Title } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled, IconEye } from "@tabler/icons-react";
import { LinkButton } from "#app/link-button.tsx";
import { send } from "#app/studio/api-client/send-json.ts";
import { useChange } from "#app/studio/api-client/use-change.ts";
import classes from "#app/studio/campaigns/setup-card.module.css";
import { openConfirm } from "#app/studio/open-confirm.ts";
import type { CampaignAction, CampaignSetup } from "#lib/protocol/campaign-setup.ts";

const DONE: Record<CampaignAction, string> = {
  publish: "Published: the viewer link is open",
  pause: "Paused: the viewer link says so",
  resume: "In the field again",
  close: "Closed: no viewer can take part any more",
  reopen: "In the field again",
};

const STATE: Record<CampaignSetup["status"], string> = {
  draft: "A draft: only your organisation sees it.",
  live: "In the field: whoever has the link can take part.",
  paused: "Paused: viewers are told to come back later.",
  closed: "Closed: viewers are told that it has ended.",
};

/** Where the campaign stands, and what can be done with it next. */
export function FieldworkPanel({ setup, manages }: { setup: CampaignSetup; manages: boolean }) {
  const { change, busy } = useChange();
  const checks = [
    { done: true, label: "Title and purpose" },
    { done: setup.videos.length > 0, label: "A video" },
    { done: setup.attestation !== null, label: "Attestation about who is invited" },
  ];
  const ready = checks.every(({ done }) => done);
  const act = (action: CampaignAction) =>
    void change(() => send("POST", `/api/campaigns/${setup.id}/status`, { action }), DONE[action]);
  const publish = () =>
    openConfirm({
      title: "Publish this campaign?",
      children: (
        <Text size="sm">
          Its link opens to viewers. From then on its words, videos and segments are fixed.
        </Text>
      ),
      labels: { confirm: "Publish", cancel: "Not yet" },
      onConfirm: () => act("publish"),
    });
  const close = () =>
    openConfirm({
      title: "Close this campaign?",
      children: (
        <Text size="sm">
          Nobody can take part any more, and who is watching right now cannot finish. You can reopen it.
        </Text>
      ),
      labels: { confirm: "Close campaign", cancel: "Keep it open" },
      onConfirm: () => act("close"),
    });
  return (
    <aside className={`${classes.card} ${classes.aside}`} aria-label="Fieldwork">
      <Title order={2} size="h3" mb={4}>
        Fieldwork
      </Title>
      <p className={classes.lede}>{STATE[setup.status]}</p>
      {setup.status === "draft" && (
        <ul className={classes.checks}>
          {checks.map(({ done, label }) => (
            <li key={label} data-done={done}>
              {done ? <IconCircleCheckFilled size={18} aria-hidden /> : <IconCircle size={18} aria-hidden />}
              <span>
                {label}
                {!done && (
                  <Text span inherit>
                    {" – to do"}
                  </Text>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Stack gap="sm">
        {manages && setup.status === "draft" && (
          <Button onClick={publish} disabled={!ready} loading={busy}>
            Publish
          </Button>
        )}
        {setup.videos.length > 0 && (
          <LinkButton href={`/preview/${setup.id}`} variant="default" leftSection={<IconEye size={16} />}>
            Preview as a viewer
          </LinkButton>
        )}
        {manages && setup.status === "live" && (
          <Button variant="default" onClick={() => act("pause")} loading={busy}>
            Pause
          </Button>
        )}
        {manages && setup.status === "paused" && (
          <Button onClick={() => act("resume")} loading={busy}>
            Resume
          </Button>
        )}
        {manages && (setup.status === "live" || setup.status === "paused") && (
          <Button variant="default" onClick={close} loading={busy}>
            Close
          </Button>
        )}
        {manages && setup.status === "closed" && (
          <Button variant="default" onClick={() => act("reopen")} loading={busy}>
            Reopen
          </Button>
        )}
      </Stack>
    </aside>
  );
}
