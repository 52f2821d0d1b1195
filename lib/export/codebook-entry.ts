/** What one column of an exported file means. An empty text says that there is nothing to say. */
export interface CodebookEntry {
  column: string;
  meaning: string;
  unit: string;
  /** Values that occur. */
  range: string;
  /** When the cell is empty; "never" where it is not. */
  missing: string;
  /** How the value is computed from what is stored. */
  formula: string;
  /** Where it comes from: the publication, or the part of the product. */
  source: string;
}

/** An entry of which only what there is to say is said. */
export function codebookEntry(
  column: string,
  meaning: string,
  rest: Partial<CodebookEntry> = {},
): CodebookEntry {
  return {
    column,
    meaning,
    unit: "",
    range: "",
    missing: "never",
    formula: "",
    source: "the campaign",
    ...rest,
  };
}

const entry = codebookEntry;

/** Of whose numbers a row is. */
export const CAMPAIGN_ENTRIES: readonly CodebookEntry[] = [
  entry("audience", "Whose numbers these are; of simulated viewers no person was measured; mixed: both", {
    range: "real, simulated, mixed",
  }),
  entry("campaign_id", "The campaign's number on this server"),
  entry("campaign", "The campaign's title"),
];

export const VIDEO_ENTRIES: readonly CodebookEntry[] = [
  entry("video_id", "The video's number on this server"),
  entry("video", "The video's title"),
];

/** Which part of the audience, and which of its scores. */
export const AUDIENCE_ENTRIES: readonly CodebookEntry[] = [
  entry("engine", "Version of the model that scored the faces", { missing: "no session of this audience" }),
  entry("segment", "The part of the audience that was asked for, as JSON of all, any, not and terms", {
    missing: "all of it",
  }),
  entry("basis", "raw: scores x; corrected: x - the viewer's own neutral baseline b", {
    range: "raw, corrected",
  }),
];

/** `missing` says when there is none. */
export const thresholdEntry = (missing = "never"): CodebookEntry =>
  entry("threshold", "Score from which a viewer counts as reacting", {
    unit: "score",
    range: "0.05 to 0.95 by 0.05",
    missing,
  });

/** How expressions are read; `missing` says when there is no threshold. */
export const readingEntries = (missing = "never"): readonly CodebookEntry[] => [
  entry("figure", "How expressions are read: share of viewers who reach the threshold, or mean score", {
    range: "share, mean",
  }),
  thresholdEntry(missing),
];

/** The ends of an estimate's 95% interval, `_low` and `_high`. */
export const intervalEntries = (
  column: string,
  of: string,
  rest: Partial<CodebookEntry>,
): readonly CodebookEntry[] => [
  entry(`${column}_low`, `Lower end of the 95% interval of ${of}`, rest),
  entry(`${column}_high`, `Upper end of the 95% interval of ${of}`, rest),
];

export const CODEBOOK_LINK_ENTRY = entry(
  "codebook",
  "Where this codebook is found on the server that wrote the file",
);
