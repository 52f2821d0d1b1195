import { Title } from "@mantine/core";
import { LocalTime } from "#app/studio/local-time.tsx";
import type { ExclusionDecision } from "#lib/protocol/respondent.ts";
import classes from "../quality.module.css";

/** Who excluded a respondent or counted them again, when and why; nothing when nobody ever did. */
export function ExclusionHistory({ decisions }: { decisions: readonly ExclusionDecision[] }) {
  if (decisions.length === 0) return null;
  return (
    <section
      className={`${classes.card} ${classes.below}`}
      aria-labelledby="exclusion-history"
      data-testid="exclusion-history"
    >
      <Title order={3} id="exclusion-history" mb="xs">
        Exclusions
      </Title>
      <ol className={classes.history}>
        {decisions.map((decision) => (
          <li key={decision.decidedAt}>
            <span>
              {decision.excluded ? "Excluded" : "Counted again"} by {decision.decidedBy ?? "the server"},{" "}
              <LocalTime iso={decision.decidedAt} />
            </span>
            <span>{decision.reason ?? "No reason given"}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
