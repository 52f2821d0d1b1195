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
