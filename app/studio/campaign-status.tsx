import type { CampaignListItem } from "#lib/protocol/campaign-list.ts";
import classes from "./campaign-status.module.css";

const LABEL: Record<CampaignListItem["status"], string> = {
  draft: "Draft",
  live: "In the field",
  paused: "Paused",
  closed: "Closed",
};

export function CampaignStatus({ status }: { status: CampaignListItem["status"] }) {
  return (
    <span className={classes.status} data-status={status}>
      {LABEL[status]}
    </span>
  );
}
