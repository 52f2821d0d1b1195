import { IconFlask } from "@tabler/icons-react";
import Link from "next/link";
import { CountText } from "#app/studio/number-text.tsx";
import type { CampaignListItem, Fieldwork } from "#lib/protocol/campaign-list.ts";
import type { Audience } from "#lib/protocol/timeline.ts";
import classes from "./sessions.module.css";

interface AudienceLinksProps {
  base: string;
  audience: Audience;
  campaign: CampaignListItem;
}

/** Real and simulated respondents are two lists; this one says which it is. */
export function AudienceLinks({ base, audience, campaign }: AudienceLinksProps) {
  return (
    <>
      <nav className={classes.audiences} aria-label="Audience" data-testid="audience-switch">
        <Link href={base} aria-current={audience === "real" ? "page" : undefined}>
          Real viewers &middot; <CountText value={everyone(campaign.real)} />
        </Link>
        <Link
          href={`${base}?audience=simulated`}
          aria-current={audience === "simulated" ? "page" : undefined}
        >
          Simulated &middot; <CountText value={everyone(campaign.simulated)} />
        </Link>
      </nav>
      {audience === "simulated" && (
        <p className={classes.simulatedNote} data-testid="simulated-banner">
          <IconFlask size={16} aria-hidden="true" />
          <span>
            <strong>Simulated viewers.</strong> Made by the synthetic viewer; no person was measured.
          </span>
        </p>
      )}
    </>
  );
}

function everyone({ sessions, excluded }: Fieldwork): number {
  return sessions + excluded;
}
