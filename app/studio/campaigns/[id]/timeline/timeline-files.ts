import { type Selection, timelineQueryString } from "#lib/chart/selection.ts";

interface FilesQuestion {
  campaignId: number;
  selection: Selection;
  /** Segments laid over each other, in their order; none while everybody or one segment is shown. */
  overlaid: readonly { id: number; name: string }[];
  samplesAllowed: boolean;
}

/** A file behind the page: what it is called, what is in it, where it is had. */
interface TimelineFile {
  title: string;
  detail: string;
  href: string;
}

/** The files behind the page: they hold the same audience and the same selection as the charts, a file a segment. */
export function timelineFiles({
  campaignId,
  selection,
  overlaid,
  samplesAllowed,
}: FilesQuestion): TimelineFile[] {
  const base = `/api/campaigns/${campaignId}`;
  const timeline = (segment?: number) => `${base}/timeline.csv?${timelineQueryString(selection, segment)}`;
  const several = overlaid.length > 0;
  return [
    ...overlaid.map(({ id, name }) => ({
      title: `Timeline of “${name}”, CSV`,
      detail: "A row a second: the numbers of this segment",
      href: timeline(id),
    })),
    {
      title: several ? "Timeline of everybody, CSV" : "Timeline, CSV",
      detail: several
        ? "A row a second: the table under the charts"
        : "A row a second: the numbers of this page",
      href: timeline(),
    },
    ...(samplesAllowed
      ? [
          {
            title: "Samples, CSV",
            detail: "A row an analysed frame of every viewer",
            href: `${base}/samples.csv?audience=${selection.audience}`,
          },
        ]
      : []),
    {
      title: several ? "Moments of everybody, CSV" : "Moments, CSV",
      detail: "A row a moment: where viewers differ from their own mean",
      href: `${base}/moments.csv?${timelineQueryString(selection)}&measure=${selection.measure}`,
    },
    { title: "Codebook", detail: "What every column means", href: `${base}/codebook` },
  ];
}
