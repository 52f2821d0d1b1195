"use client";

import { Select, Skeleton, Stack, Title } from "@mantine/core";
import { SimulatedBanner } from "#app/studio/audience/simulated-banner.tsx";
import { usePresenting } from "#app/studio/campaigns/[id]/timeline/use-presenting.ts";
import { ZoomControls } from "#app/studio/campaigns/[id]/timeline/zoom-controls.tsx";
import { PresentContext } from "#app/studio/curves/present-context.ts";
import { TimeCursorContext, useNewTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { TimeWindowContext, useNewTimeWindow } from "#app/studio/curves/use-time-window.ts";
import { LoadProblem } from "#app/studio/load-problem.tsx";
import { CURVE_LABELS } from "#lib/chart/curve-words.ts";
import { DEFAULT_SELECTION, writeSelection } from "#lib/chart/selection.ts";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import { CURVES, curveSchema } from "#lib/protocol/curves.ts";
import classes from "./compare.module.css";
import { CompareActions } from "./compare-actions.tsx";
import { CompareAnswer, type SceneHrefs } from "./compare-answer.tsx";
import { CompareCurves } from "./compare-curves.tsx";
import { CompareHeadlines } from "./compare-headlines.tsx";
import { CompareNumbers } from "./compare-numbers.tsx";
import { CompareToolbar } from "./compare-toolbar.tsx";
import { FilmPair } from "./film-pair.tsx";
import { type CompareSelection, useCompareSelection } from "./use-compare-selection.ts";
import { useComparison } from "./use-comparison.ts";

export interface CutTitles {
  a: string;
  b: string;
}

interface CompareViewProps {
  campaignId: number;
  videos: readonly [CampaignVideo, CampaignVideo, ...CampaignVideo[]];
}

/** Two cuts against each other: what came out, in words, curves beside both films, and numbers. */
export function CompareView({ campaignId, videos }: CompareViewProps) {
  const [selection, select, queryAt] = useCompareSelection(videos);
  const { comparison, error, stale } = useComparison(campaignId, selection);
  const [presenting, present] = usePresenting();
  const filmOf = (id: number) => videos.find((video) => video.id === id) ?? videos[0];
  // Of the comparison that is shown: while another is computed, no verdict names a cut that it is not about.
  const a = filmOf(comparison?.summaryA?.videoId ?? selection.a);
  const b = filmOf(comparison?.summaryB?.videoId ?? selection.b);
  const titles = { a: a.title, b: b.title };
  const durationSeconds = a.durationMs / 1000;
  const cursor = useNewTimeCursor(a.id, durationSeconds, selection.at);
  const zoom = useNewTimeWindow(durationSeconds, selection.zoom, (window) => select({ zoom: window }));
  return (
    <TimeCursorContext value={cursor}>
      <TimeWindowContext value={zoom}>
        <Stack gap="md">
          <CompareToolbar campaignId={campaignId} videos={videos} selection={selection} select={select} />
          <SimulatedBanner of={comparison?.countedAudience ?? selection.audience} />
          {error !== undefined && <LoadProblem title="The comparison could not be loaded" error={error} />}
          {comparison === undefined ? (
            error === undefined && <Skeleton height={520} radius="md" data-testid="comparison-loading" />
          ) : (
            <div className={classes.answer} aria-busy={stale} data-testid="comparison">
              <CompareAnswer
                comparison={comparison}
                titles={titles}
                hrefs={sceneHrefs(campaignId, selection, { a: a.id, b: b.id })}
                onSimulated={() => select({ audience: "simulated" })}
                onEverybody={() => select({ segment: null })}
              />
              {comparison.refusal === null && (
                <div className={classes.columns}>
                  <FilmPair a={a} b={b} comparison={comparison} />
                  <section className={classes.card} aria-labelledby="compare-curves">
                    <div className={classes.cardHead}>
                      <Title order={2} size="h3" id="compare-curves">
                        {comparison.alignment === "seconds" ? "Curves" : "Scene by scene"}
                      </Title>
                      <CompareActions
                        campaignId={campaignId}
                        selection={selection}
                        queryAt={queryAt}
                        presenting={presenting}
                        onPresent={present}
                      />
                    </div>
                    <Select
                      className={classes.curveChoice}
                      aria-label="Curve"
                      data-testid="curve-select"
                      value={selection.curve}
                      onChange={(curve) => select({ curve: curveSchema.parse(curve) })}
                      data={CURVES.map((curve) => ({ value: curve, label: CURVE_LABELS[curve] }))}
                      allowDeselect={false}
                    />
                    {comparison.alignment === "seconds" && (
                      <PresentContext value={present}>
                        <CompareCurves comparison={comparison} titles={titles} curve={selection.curve} />
                        <ZoomControls />
                      </PresentContext>
                    )}
                    <CompareNumbers comparison={comparison} titles={titles} curve={selection.curve} />
                  </section>
                </div>
              )}
              {comparison.refusal !== "tooFewViewers" && (
                <CompareHeadlines comparison={comparison} titles={titles} />
              )}
            </div>
          )}
        </Stack>
      </TimeWindowContext>
    </TimeCursorContext>
  );
}

/** Of the same viewers, read in the same way; the second cut's scenes are those that are copied. */
function sceneHrefs(
  campaignId: number,
  { audience, basis, threshold, segment }: CompareSelection,
  { a, b }: { a: number; b: number },
): SceneHrefs {
  const base = `/studio/campaigns/${campaignId}`;
  const read = { ...DEFAULT_SELECTION, audience, basis, threshold };
  const segments = segment === null ? [] : [segment];
  const timelineOf = (videoId: number) =>
    `${base}/timeline?${writeSelection({ ...read, videoId, segments })}`;
  return {
    timelineA: timelineOf(a),
    timelineB: timelineOf(b),
    intent: `${base}/intent?${writeSelection({ ...read, videoId: b })}`,
  };
}
