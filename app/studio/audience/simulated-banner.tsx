import { IconFlask } from "@tabler/icons-react";
import { AUDIENCE_MARKS } from "#lib/chart/audience-words.ts";
import type { CountedAudience } from "#lib/protocol/counted-audience.ts";
import classes from "./audience.module.css";

/** Stands above every number that simulated viewers made, or had a part in; nothing above those of real ones. */
export function SimulatedBanner({ of }: { of: CountedAudience }) {
  const mark = AUDIENCE_MARKS[of];
  if (mark === null) return null;
  return (
    <div className={classes.simulatedBanner} role="note" data-testid="simulated-banner">
      <IconFlask size={18} aria-hidden="true" />
      <div>
        <strong>{mark.title}.</strong> {mark.sentence}
      </div>
    </div>
  );
}
