"use client";

import { Button, Text, Title } from "@mantine/core";
import { send } from "#app/studio/api-client/send-json.ts";
import { useChange } from "#app/studio/api-client/use-change.ts";
import { LocalTime } from "#app/studio/local-time.tsx";
import classes from "./deleted-campaigns.module.css";

interface DeletedCampaignsProps {
  campaigns: readonly { id: number; title: string; destroyedAt: string }[];
}

/** What was deleted and can still be brought back. Nothing when there is none. */
export function DeletedCampaigns({ campaigns }: DeletedCampaignsProps) {
  const { change, busy } = useChange();
  if (campaigns.length === 0) return null;
  return (
    <section className={classes.section} aria-labelledby="deleted-campaigns">
      <Title order={2} size="h3" id="deleted-campaigns">
        Deleted
      </Title>
      <ul className={classes.list}>
        {campaigns.map(({ id, title, destroyedAt }) => (
          <li key={id} className={classes.row}>
            <div>
              <Text fw={500} size="sm">
                {title}
              </Text>
              <Text size="xs" c="dimmed">
                Destroyed for good on <LocalTime iso={destroyedAt} dateOnly />
              </Text>
            </div>
            <Button
              size="xs"
              variant="default"
              loading={busy}
              aria-label={`Restore ${title}`}
              onClick={() =>
                void change(() => send("POST", `/api/campaigns/${id}/restore`), `“${title}” is back`)
              }
            >
              Restore
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
