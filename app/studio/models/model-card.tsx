import { Text, Title } from "@mantine/core";
import { DecimalText } from "#app/studio/number-text.tsx";
import type { ModelBundle } from "#models/manifest.ts";
import type { StoredReport } from "#models/read-training-report.ts";
import { MeasuredSections } from "./measured-sections.tsx";
import classes from "./models.module.css";
import { TrainingSections } from "./training-sections.tsx";

interface ModelCardProps {
  bundle: ModelBundle;
  stored: StoredReport | null;
}

/** One model: what it is, under which terms, and what this repository measured of it. */
export function ModelCard({ bundle, stored }: ModelCardProps) {
  const id = `model-${bundle.name}`;
  const bytes = bundle.files.reduce((sum, file) => sum + file.bytes, 0);
  const sources = [...new Set(bundle.files.map(({ source }) => source))];
  const licences = [...new Set(bundle.files.map(({ licence }) => licence))];
  return (
    <section className={classes.card} aria-labelledby={id} data-testid={id}>
      <Title order={2} id={id}>
        {bundle.title}
      </Title>
      <Text mt={4} maw={720}>
        {bundle.note}
      </Text>
      <dl className={classes.facts}>
        <Fact term="Size">
          <DecimalText value={bytes / 1_000_000} digits={2} /> MB
        </Fact>
        <Fact term="Licence">{licences.join("; ")}</Fact>
        <Fact term="Source">
          {sources.map((source) => (
            <span key={source} className={classes.line}>
              {source}
            </span>
          ))}
        </Fact>
        {bundle.labelOrder && <Fact term="Order of its outputs">{bundle.labelOrder.join(", ")}</Fact>}
        <Fact term="Address">
          <code className={classes.hash}>{bundle.folder}</code>
        </Fact>
      </dl>
      {stored ? (
        <>
          <MeasuredSections report={stored.report} id={id} />
          <TrainingSections stored={stored} id={id} />
        </>
      ) : (
        bundle.labelOrder !== null && <NotMeasured reported={bundle.reportedAccuracy} />
      )}
    </section>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Honest about nothing: a number that others report is never shown as one that was measured here. */
function NotMeasured({ reported }: { reported: string | null }) {
  return (
    <div className={classes.empty} data-testid="not-measured">
      <Text fw={600}>Not measured by this repository yet</Text>
      <Text size="sm" c="dimmed" mt={4} maw={680}>
        Its accuracy, recall by expression and calibration appear here when{" "}
        <code>models/training/report.py measure</code> has written a report beside its weights. Until then,
        read every score as unverified.
      </Text>
      {reported !== null && (
        <Text size="sm" mt="sm" maw={680}>
          Reported by others: {reported}
        </Text>
      )}
    </div>
  );
}
