import { CALLED_P, FORMING_P, PERMUTATIONS } from "#lib/protocol/comparison.ts";
import { MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import {
  AUDIENCE_ENTRIES,
  CAMPAIGN_ENTRIES,
  CODEBOOK_LINK_ENTRY,
  type CodebookEntry,
  codebookEntry as entry,
  intervalEntries,
  readingEntries,
} from "./codebook-entry.ts";

const OWN = "Reactline";
const MARIS = "Maris and Oostenveld 2007, J. Neurosci. Methods 164, 177-190";
const OF_FILM = "rows about the whole film";
const TOO_FEW = `n < ${MIN_AUDIENCE}`;

const cutEntries = (cut: "a" | "b"): readonly CodebookEntry[] => [
  entry(cut, `The measure of cut ${cut}`, { unit: "share or score", missing: TOO_FEW, source: OWN }),
  ...intervalEntries(cut, cut, {
    unit: "share or score",
    missing: TOO_FEW,
    formula:
      "Student's t of a mean; Wilson's score of a second's share of viewers, and with an effective n of a scene's mean over viewers of each one's share of its seconds, of attention and of interest; percentile bootstrap over viewers of the film, of its shares never surer than Wilson's of viewers who are all alike",
    source:
      "Student 1908, Biometrika 6, 1-25; Wilson 1927, JASA 22, 209-212; Korn and Graubard 1998, Survey Methodology 24, 193-201; Efron 1979, Annals of Statistics 7, 1-26",
  }),
];

const placeEntries = (cut: "a" | "b"): readonly CodebookEntry[] => [
  entry(`${cut}_from_second`, `First second of the row's span in cut ${cut}`, {
    unit: "s",
    missing: OF_FILM,
  }),
  entry(`${cut}_to_second`, "Second behind its last", { unit: "s", missing: OF_FILM }),
];

/** Columns of a comparison's file, in its order. */
export const COMPARISON_CODEBOOK: readonly CodebookEntry[] = [
  ...CAMPAIGN_ENTRIES,
  entry("video_a_id", "Number of cut a on this server"),
  entry("video_a", "Title of cut a"),
  entry("video_b_id", "Number of cut b on this server"),
  entry("video_b", "Title of cut b"),
  ...AUDIENCE_ENTRIES,
  entry("design", "between: each viewer saw one of the cuts; within: each saw both", {
    range: "between, within",
  }),
  entry("about", "What the row is about: a second of both cuts, a scene of both, or the whole films", {
    range: "second, scene, film",
  }),
  entry("scene", "The scene's name in cut a", { missing: "rows about a second or the film" }),
  ...placeEntries("a"),
  ...placeEntries("b"),
  entry("measure", "A curve; of the film, a headline measure as the headlines file explains it", {
    source: OWN,
  }),
  ...readingEntries("means"),
  entry("n_a", "Viewers of cut a behind it", { unit: "viewers", source: OWN }),
  entry("n_b", "Viewers of cut b behind it", { unit: "viewers", source: OWN }),
  ...cutEntries("a"),
  ...cutEntries("b"),
  entry("difference", "b minus a", { unit: "share or score", missing: TOO_FEW, source: OWN }),
  ...intervalEntries("difference", "difference", {
    unit: "share or score",
    missing: TOO_FEW,
    formula:
      "Welch's t, paired Student's t when each viewer saw both; of a second's shares of viewers Newcombe's method 10 for independent or paired proportions, of a scene's shares, attention and interest the same from their intervals; of the film, percentile bootstrap over viewers, of its shares reaching at least as far as follows from the reach of both",
    source:
      "Welch 1947, Biometrika 34, 28-35; Newcombe 1998, Statistics in Medicine 17, 873-890 and 2635-2650; Zou and Donner 2008, Statistics in Medicine 27, 1693-1702; Efron 1979, Annals of Statistics 7, 1-26",
  }),
  entry("called", "Whether the row lies in a span that is called a difference of this measure", {
    range: "0, 1",
    missing: OF_FILM,
    formula: `cluster-based permutation test, cluster-forming p < ${FORMING_P}, called at p < ${CALLED_P}`,
    source: MARIS,
  }),
  entry("span_p", "p of that span, over all seconds and curves together", {
    missing: "not in such a span",
    formula: `(b + 1) / (m + 1) of m = ${PERMUTATIONS} permutations of whole viewers`,
    source: MARIS,
  }),
  entry("permutations", "Permutations of the test", { source: MARIS }),
  entry("seed", "Seed of the random numbers: the same seed draws the same", { source: OWN }),
  CODEBOOK_LINK_ENTRY,
];
