import { type Selection, writeSelection } from "#lib/chart/selection.ts";
import type { Overview } from "#lib/protocol/overview.ts";

/** The timeline's query that shows a second of the film and audience that an overview is about, whatever is selected by now. */
export function headlineAddress(
  selection: Selection,
  { audience, summary }: Pick<Overview, "audience" | "summary">,
  second: number,
): string {
  return writeSelection({
    ...selection,
    audience,
    videoId: summary?.videoId ?? selection.videoId,
    at: second,
  });
}
