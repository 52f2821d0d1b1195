import { IconFlask } from "@tabler/icons-react";
import classes from "./audience.module.css";

/** Stands above every number that simulated viewers made. */
export function SimulatedBanner() {
  return (
    <div className={classes.simulatedBanner} role="note" data-testid="simulated-banner">
      <IconFlask size={18} aria-hidden="true" />
      <div>
        <strong>Simulated viewers.</strong> These numbers were made by the synthetic viewer. No person was
        measured, and nothing here says how people react to this video.
      </div>
    </div>
  );
}
