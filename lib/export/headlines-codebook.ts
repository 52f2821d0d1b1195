import { FEW_VIEWERS, MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import { ATTRACTION_SECONDS, END_SECONDS, HEADLINES } from "#lib/protocol/overview.ts";
import {
  AUDIENCE_ENTRIES,
  CAMPAIGN_ENTRIES,
  CODEBOOK_LINK_ENTRY,
  type CodebookEntry,
  codebookEntry as entry,
  intervalEntries,
  readingEntries,
  VIDEO_ENTRIES,
} from "./codebook-entry.ts";

const OWN = "Reactline";
const EFRON = "Efron 1979, Annals of Statistics 7, 1-26";
const TOO_FEW = `n < ${MIN_AUDIENCE}`;

/** Columns of the headline measures' file, in its order. */
export const HEADLINES_CODEBOOK: readonly CodebookEntry[] = [
  ...CAMPAIGN_ENTRIES,
  ...VIDEO_ENTRIES,
  ...AUDIENCE_ENTRIES,
  ...readingEntries(),
  entry("measure", "Which headline measure the row is about", {
    range: HEADLINES.join(", "),
    formula: [
      `attraction: highest surprise of the first ${ATTRACTION_SECONDS} s`,
      "peak: highest happy",
      `end: mean of happy over the last ${END_SECONDS} s`,
      "peakEnd: mean of peak and end",
      "retention: mean over seconds of the share still watching, of those who finished or left",
      "completion: share who reached the last second, of the same",
      "interest, attention, valence: means over seconds",
    ].join("; "),
    source: OWN,
  }),
  entry("n", "Viewers behind the value; of a peak, those with a valid second there", {
    unit: "viewers",
    range: "0 or more",
    source: OWN,
  }),
  entry("few_viewers", `Read with care: n < ${FEW_VIEWERS}`, { range: "0, 1", source: OWN }),
  entry("value", "The headline measure; a peak is too high on average when n is small", {
    unit: "share or score",
    range: "-1 to 1",
    missing: TOO_FEW,
    formula: "see measure; seconds with fewer than 5 viewers are not looked at",
    source: OWN,
  }),
  ...intervalEntries("value", "value", {
    unit: "share or score",
    missing: TOO_FEW,
    formula:
      "percentile bootstrap over viewers of the whole procedure, widened to hold value; of a share it reaches at least as far as Wilson's of n viewers of whom nobody, and everybody",
    source: `${EFRON}; Wilson 1927, JASA 22, 209-212`,
  }),
  entry("second", "Second of attraction or peak: [s, s + 1)", {
    unit: "s",
    missing: "other measures, or none found",
  }),
  entry("draws", "Draws of the bootstrap", { missing: "no video", source: EFRON }),
  entry("drawn_unit", "What was drawn: viewers, or random groups of them above 5,000 viewers", {
    range: "viewer, group",
    missing: "no video",
    source: OWN,
  }),
  entry("seed", "Seed of the random numbers: the same seed draws the same", {
    missing: "no video",
    source: OWN,
  }),
  CODEBOOK_LINK_ENTRY,
];
