"use client";

import { Button } from "@mantine/core";
import { IconCheck, IconMinus, IconTarget, IconX } from "@tabler/icons-react";
import Link from "next/link";
import { PendingMark } from "#app/pending-mark.tsx";
import { LineSwatch } from "#app/studio/curves/line-swatch.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { AUDIENCE_MARKS } from "#lib/chart/audience-words.ts";
import { spanText } from "#lib/chart/clock-text.ts";
import { achievedText, changeText } from "#lib/chart/intent-words.ts";
import { EXPRESSION_STYLES, expressionColourVariable } from "#lib/chart/palette.ts";
import { thresholdText } from "#lib/chart/selection.ts";
import type { Intent, OtherCut, TargetVerdict, TestedTarget } from "#lib/protocol/intent.ts";
import { MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import type { Scene } from "#lib/protocol/scenes.ts";
import type { Audience, Estimate } from "#lib/protocol/timeline.ts";
import classes from "./intent.module.css";

interface IntentTableProps {
  intent: Intent;
  timelineHref: string;
  /** The cut compared with. */
  before: OtherCut | undefined;
  /** Null for those who only read. */
  onEdit: ((scene: Scene) => void) | null;
}

/** Scene by scene: what it is to achieve, what it did with its interval, and what the change of the cut did. */
export function IntentTable({ intent, timelineHref, before, onEdit }: IntentTableProps) {
  return (
    <ol className={classes.scenes} data-testid="intent">
      {intent.scenes.map(({ scene, targets }) => (
        <li key={scene.id} className={classes.scene}>
          <header className={classes.head}>
            <div>
              <h2 className={classes.title}>
                <Link href={`${timelineHref}&at=${scene.startMs / 1000}&${readingQuery(intent)}`}>
                  {scene.label}
                  <PendingMark />
                </Link>
              </h2>
              <span className={classes.span}>{spanText(scene)}</span>
            </div>
            {onEdit !== null && (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconTarget size={14} />}
                aria-label={`${targets.length === 0 ? "Set" : "Edit"} the targets of ${scene.label}`}
                onClick={() => onEdit(scene)}
              >
                {targets.length === 0 ? "Set target" : "Edit targets"}
              </Button>
            )}
          </header>
          {targets.length === 0 && <p className={classes.none}>No target set.</p>}
          {targets.map((tested, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: targets have no identity of their own
            <TargetResult key={index} tested={tested} before={before} audience={intent.audience} />
          ))}
        </li>
      ))}
    </ol>
  );
}

/** The timeline reads the same audience in the same way. */
export function readingQuery({ audience, basis, threshold }: Intent): string {
  return new URLSearchParams({ audience, basis, threshold: thresholdText({ threshold }) }).toString();
}

interface TargetResultProps {
  tested: TestedTarget;
  before: OtherCut | undefined;
  /** That of the page: what is said above it is not said again of each target. */
  audience: Audience;
}

function TargetResult({ tested, before, audience }: TargetResultProps) {
  const words = useNumberWords();
  const { target, achieved, verdict, countedAudience } = tested;
  const mark = countedAudience === audience ? null : AUDIENCE_MARKS[countedAudience];
  const style = EXPRESSION_STYLES[target.expression];
  const sign = target.direction === "atLeast" ? "at least" : "at most";
  return (
    <div className={classes.result} data-verdict={verdict}>
      <p className={classes.target}>
        <LineSwatch expression={target.expression} />
        <span>
          <strong>{style.label}</strong> {sign} {words.percent(target.level)} of{" "}
          {target.segment === null ? "viewers" : `“${target.segment.name}”`}
          {mark !== null && <em className={classes.marked}> {mark.title}</em>}
        </span>
      </p>
      <TargetPlot tested={tested} />
      <p className={classes.achieved}>{achievedText(achieved, words)}</p>
      <Verdict verdict={verdict} />
      {before !== undefined && <p className={classes.change}>{changeText(tested, before.title, words)}</p>}
    </div>
  );
}

const VERDICTS: Record<TargetVerdict, { label: string; icon: typeof IconCheck }> = {
  met: { label: "Met", icon: IconCheck },
  missed: { label: "Missed", icon: IconX },
  open: { label: "Open: more viewers would tell", icon: IconMinus },
  tooFew: { label: `Not shown below ${MIN_AUDIENCE} viewers`, icon: IconMinus },
};

function Verdict({ verdict }: { verdict: TargetVerdict }) {
  const { label, icon: Icon } = VERDICTS[verdict];
  return (
    <span className={classes.verdict} data-verdict={verdict}>
      <Icon size={14} aria-hidden="true" /> {label}
    </span>
  );
}

/** Target and interval on one scale from 0 to 100%; the cut before as a fainter interval under it. */
function TargetPlot({ tested }: { tested: TestedTarget }) {
  const { target, achieved, before } = tested;
  const colour = `var(${expressionColourVariable(target.expression)})`;
  return (
    <svg className={classes.plot} viewBox="0 0 200 26" preserveAspectRatio="none" aria-hidden="true">
      <rect x="0" y="12.5" width="200" height="1" fill="var(--mantine-color-default-border)" />
      <rect
        x={target.direction === "atLeast" ? 200 * target.level : 0}
        y="4"
        width={200 * (target.direction === "atLeast" ? 1 - target.level : target.level)}
        height="18"
        fill="var(--mantine-color-default-hover)"
      />
      <rect x={200 * target.level - 0.75} y="2" width="1.5" height="22" fill="var(--mantine-color-text)" />
      {before?.estimate && <IntervalBar estimate={before.estimate} y={17} colour={colour} faint />}
      {achieved.estimate && <IntervalBar estimate={achieved.estimate} y={9} colour={colour} />}
    </svg>
  );
}

function IntervalBar(props: { estimate: Estimate; y: number; colour: string; faint?: boolean }) {
  const { estimate, y, colour, faint = false } = props;
  const at = (value: number) => 200 * Math.min(1, Math.max(0, value));
  return (
    <g opacity={faint ? 0.45 : 1}>
      <rect
        x={at(estimate.low)}
        y={y}
        width={Math.max(1, at(estimate.high) - at(estimate.low))}
        height={faint ? 3 : 5}
        fill={colour}
        fillOpacity="0.4"
      />
      <rect x={at(estimate.value) - 1} y={y - 1} width="2" height={faint ? 5 : 7} fill={colour} />
    </g>
  );
}
