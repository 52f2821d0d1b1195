"use client";

import { Alert, Select, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconRulerMeasure } from "@tabler/icons-react";
import { SimulatedBanner } from "#app/studio/audience/simulated-banner.tsx";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { LoadProblem } from "#app/studio/load-problem.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { calledSpans, curveLabel, spanSentence, verdict } from "#lib/chart/comparison-words.ts";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import type { Comparison } from "#lib/protocol/comparison.ts";
import { CURVES, curveSchema } from "#lib/protocol/curves.ts";
import { FEW_VIEWERS, MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import classes from "./compare.module.css";
import { CompareCurves } from "./compare-curves.tsx";
import { CompareHeadlines } from "./compare-headlines.tsx";
import { CompareToolbar } from "./compare-toolbar.tsx";
import { useCompareSelection } from "./use-compare-selection.ts";
import { useComparison } from "./use-comparison.ts";

export interface CutTitles {
  a: string;
  b: string;
}

interface CompareViewProps {
  campaignId: number;
  videos: readonly [CampaignVideo, CampaignVideo, ...CampaignVideo[]];
}

/** Two cuts against each other: what came out, in words, curves and numbers. */
export function CompareView({ campaignId, videos }: CompareViewProps) {
  const [selection, select] = useCompareSelection(videos);
  const { comparison, error, loading } = useComparison(campaignId, selection);
  const titleOf = (id: number) => videos.find((video) => video.id === id)?.title ?? "";
  const titles = { a: titleOf(selection.a), b: titleOf(selection.b) };
  return (
    <Stack gap="md">
      <CompareToolbar videos={videos} selection={selection} select={select} />
      {selection.audience === "simulated" && <SimulatedBanner />}
      {error !== undefined && <LoadProblem title="The comparison could not be loaded" error={error} />}
      {comparison === undefined ? (
        error === undefined && <Skeleton height={520} radius="md" data-testid="comparison-loading" />
      ) : (
        <div className={classes.answer} aria-busy={loading} data-testid="comparison">
          <Answer comparison={comparison} titles={titles} />
          {comparison.refusal === null && (
            <section className={classes.card} aria-labelledby="compare-curves">
              <div className={classes.cardHead}>
                <Title order={2} size="h3" id="compare-curves">
                  Curves
                </Title>
                <Select
                  aria-label="Curve"
                  data-testid="curve-select"
                  value={selection.curve}
                  onChange={(curve) => select({ curve: curveSchema.parse(curve) })}
                  data={CURVES.map((curve) => ({ value: curve, label: curveLabel(curve) }))}
                  allowDeselect={false}
                />
              </div>
              <CompareCurves comparison={comparison} titles={titles} curve={selection.curve} />
            </section>
          )}
          <CompareHeadlines comparison={comparison} titles={titles} />
        </div>
      )}
    </Stack>
  );
}

/** What came out, before any curve: the verdict, its spans, and what it does not say. */
function Answer({ comparison, titles }: { comparison: Comparison; titles: CutTitles }) {
  const numbers = useNumberWords();
  const { viewersA, viewersB, refusal, design } = comparison;
  if (refusal === "tooFewViewers") {
    return (
      <EmptyNote title="Too few viewers">
        {titles.a} was watched by {numbers.count(viewersA)}, {titles.b} by {numbers.count(viewersB)}. Nothing
        is shown of fewer than {MIN_AUDIENCE} viewers a cut, so that nobody can be picked out.
      </EmptyNote>
    );
  }
  if (refusal === "sceneMismatch") {
    return (
      <EmptyNote title="These cuts are not equally long">
        Second by second they show different things, so only scenes of the same name can be compared. Name the
        scenes of both cuts on their timelines, or copy them from one to the other.
      </EmptyNote>
    );
  }
  const called = calledSpans(comparison);
  return (
    <section className={classes.card} aria-labelledby="compare-verdict">
      <Title order={2} size="h3" id="compare-verdict" data-testid="verdict">
        {verdict(comparison, titles, numbers)}
      </Title>
      <Text size="sm" c="dimmed" mt={4}>
        {design === "within"
          ? `${numbers.count(viewersA)} viewers saw both cuts, in random order.`
          : `${numbers.count(viewersA)} viewers saw ${titles.a}, ${numbers.count(viewersB)} others ${titles.b}.`}{" "}
        {Math.min(viewersA, viewersB) < FEW_VIEWERS && "Few viewers: a real difference can easily be missed."}
      </Text>
      {called.length > 0 && (
        <ul className={classes.spans} data-testid="spans">
          {called.map((span) => (
            <li key={`${span.curve}/${span.from}`}>{spanSentence(span, comparison, titles, numbers)}</li>
          ))}
        </ul>
      )}
      {comparison.alignment === "scenes" && (
        <Alert variant="default" icon={<IconRulerMeasure size={18} />} mt="md" title="Compared by scenes">
          The cuts are not equally long, so the same second shows different things. Compared are the means
          over scenes of the same name; everything else is left out.
        </Alert>
      )}
      <Text size="xs" c="dimmed" mt="md" maw="80ch">
        Cluster-based permutation test over all seconds and curves together (Maris and Oostenveld 2007):{" "}
        {numbers.count(comparison.permutations)} permutations of whole viewers
        {comparison.permutedOf !== null &&
          `, ${numbers.count(comparison.permutedOf)} of each cut drawn at random`}
        , seed <code>{comparison.seed}</code>. A span says that the cuts differ there, not exactly where the
        difference begins and ends. An expression score describes a face, not a feeling.
      </Text>
    </section>
  );
}
