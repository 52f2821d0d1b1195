import {
  ATTRACTION_SECONDS,
  END_SECONDS,
  type Headline,
  type HeadlineName,
  headlineIsShare,
  type Overview,
} from "#lib/protocol/overview.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import { clockTime } from "./axis-format.ts";
import type { NumberWords } from "./number-words.ts";

export const HEADLINE_LABELS: Record<HeadlineName, string> = {
  attraction: "Attraction",
  peak: "Peak",
  end: "End",
  peakEnd: "Peak-end",
  retention: "Retention",
  completion: "Completion",
  interest: "Interest",
  attention: "Attention",
  valence: "Valence",
};

/** The value as it is printed large: 41%, or +0.12. */
export function headlineValue(
  name: HeadlineName,
  value: number,
  measure: "share" | "mean",
  numbers: NumberWords,
): string {
  return headlineIsShare(name, measure) ? numbers.percent(value) : numbers.signed(value);
}

/** What the measures of an expression are of two cuts, above their table. */
export function headlineReading(
  { measure, basis, threshold }: Pick<Overview, "measure" | "basis" | "threshold">,
  { decimal }: NumberWords,
): string {
  const above = basis === "corrected" ? " above the viewer’s own baseline" : "";
  return measure === "share"
    ? `Attraction is the share of viewers who react with surprise, peak and end are of happy: a score of ${decimal(threshold)} or more${above}.`
    : `Attraction is the mean score of surprise, peak and end are of happy${above}. They are not shares of viewers, with which the overview begins.`;
}

/** Least and largest value that the measure can take, for drawing its interval. */
export function headlineScale(name: HeadlineName, measure: "share" | "mean"): [number, number] {
  return headlineIsShare(name, measure) ? [0, 1] : [-1, 1];
}

/** What a headline means, in a sentence for who has never read about it. */
export function headlineSentence(
  { name, estimate, second }: Headline,
  measure: "share" | "mean",
  numbers: NumberWords,
): string {
  if (estimate === null) return WHAT[name];
  const value = headlineValue(name, estimate.value, measure, numbers);
  const at = second === null ? "" : ` at ${clockTime(second)}`;
  const reacted = (expression: string) =>
    measure === "share"
      ? `${value} of viewers reacted with ${expression}`
      : `The mean ${expression} score is ${value}`;
  const sentences: Record<HeadlineName, () => string> = {
    attraction: () => `${reacted("surprise")}${at}, the most in the first ${ATTRACTION_SECONDS} seconds.`,
    peak: () => `${reacted("happy")}${at}, the highest point of the film.`,
    end: () => `${reacted("happy")} over the last ${END_SECONDS} seconds.`,
    peakEnd: () => "The mean of peak and end: people tend to remember a film by these two.",
    retention: () => `Viewers who finished or left had watched ${value} of the film on average.`,
    completion: () => `${value} of those who finished or left reached the last second.`,
    interest: () => `${value} of the most there could be: faces that moved while they faced the screen.`,
    attention: () => `Viewers faced the screen for ${value} of the time.`,
    valence: () => valenceSentence(estimate),
  };
  return sentences[name]();
}

const WHAT: Record<HeadlineName, string> = {
  attraction: `Highest share of surprise in the first ${ATTRACTION_SECONDS} seconds.`,
  peak: "Highest point of happy in the film.",
  end: `Happy over the last ${END_SECONDS} seconds.`,
  peakEnd: "The mean of peak and end.",
  retention: "Share of the film that those who finished or left had watched.",
  completion: "Share of those who finished or left that reached the last second.",
  interest: "Faces that moved while they faced the screen.",
  attention: "Share of the time spent facing the screen.",
  valence: "Happy minus the strongest of angry, disgust, fear and sad.",
};

function valenceSentence({ low, high }: Estimate): string {
  if (low > 0) return "Happy outweighed angry, disgust, fear and sad over the film.";
  if (high < 0) return "Angry, disgust, fear or sad outweighed happy over the film.";
  return "Happy and the strongest of angry, disgust, fear and sad balance within the interval.";
}
