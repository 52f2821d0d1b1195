"use client";

import { Alert, Anchor, Button, Text, Title } from "@mantine/core";
import { IconRulerMeasure } from "@tabler/icons-react";
import Link from "next/link";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { VIEWER_WORDS } from "#lib/chart/audience-words.ts";
import { calledSpans, spanSentence, verdict } from "#lib/chart/comparison-words.ts";
import type { Comparison } from "#lib/protocol/comparison.ts";
import { FEW_VIEWERS, MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import classes from "./compare.module.css";
import type { CutTitles } from "./compare-view.tsx";

interface CompareAnswerProps {
  comparison: Comparison;
  titles: CutTitles;
  /** Where the scenes of both cuts are made. */
  hrefs: SceneHrefs;
  onSimulated: () => void;
  onEverybody: () => void;
}

export interface SceneHrefs {
  timelineA: string;
  timelineB: string;
  intent: string;
}

/** What came out, before any curve: the verdict, its spans, and what it does not say. */
export function CompareAnswer(props: CompareAnswerProps) {
  const { comparison, titles, hrefs, onSimulated, onEverybody } = props;
  const numbers = useNumberWords();
  const { viewersA, viewersB, refusal, design, audience, countedAudience } = comparison;
  if (refusal === "tooFewViewers") {
    return (
      <EmptyNote title="Too few viewers">
        “{titles.a}” was watched by {numbers.count(viewersA)}, “{titles.b}” by {numbers.count(viewersB)}{" "}
        {countedAudience === "real" ? "real viewers" : VIEWER_WORDS[countedAudience]}
        {comparison.segment !== null && " of this segment"}. Nothing is shown of fewer than {MIN_AUDIENCE}{" "}
        viewers a cut, so that nobody can be picked out.
        {comparison.segment !== null && (
          <Button variant="default" mt="md" display="block" mx="auto" onClick={onEverybody}>
            Compare of everybody
          </Button>
        )}
        {comparison.segment === null && audience === "real" && viewersA + viewersB === 0 && (
          <Button variant="default" mt="md" display="block" mx="auto" onClick={onSimulated}>
            Look at simulated viewers
          </Button>
        )}
      </EmptyNote>
    );
  }
  if (refusal === "sceneMismatch") {
    return (
      <EmptyNote title="These cuts are not equally long">
        Second by second they show different things, so only scenes of the same name can be compared. Name the
        scenes on the timelines of{" "}
        <Anchor component={Link} href={hrefs.timelineA} inherit underline="always">
          “{titles.a}”
        </Anchor>{" "}
        and{" "}
        <Anchor component={Link} href={hrefs.timelineB} inherit underline="always">
          “{titles.b}”
        </Anchor>
        , or copy them from one to the other on the{" "}
        <Anchor component={Link} href={hrefs.intent} inherit underline="always">
          intent page
        </Anchor>
        .
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
          : `${numbers.count(viewersA)} viewers saw “${titles.a}”, ${numbers.count(viewersB)} others “${titles.b}”.`}{" "}
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
      <Text size="xs" c="dimmed" mt="md">
        Cluster-based permutation test over all seconds and curves together (Maris and Oostenveld 2007):{" "}
        {numbers.count(comparison.permutations)} permutations of whole viewers
        {comparison.permutedOf !== null &&
          `, ${numbers.count(comparison.permutedOf)} of each cut drawn at random`}
        , seed <code>{comparison.seed}</code>. A span says that the cuts differ there, not exactly where the
        difference begins and ends.{" "}
        {comparison.measure === "share" &&
          "A share tells who passes the threshold, not by how much: the test of mean scores finds smaller differences. "}
        {called.length > 1 && "The seven scores of a face sum to 1: where one is higher, others are lower. "}
        An expression score describes a face, not a feeling.
      </Text>
    </section>
  );
}
