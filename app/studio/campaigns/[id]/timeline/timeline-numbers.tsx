import { memo } from "react";
import type { Timeline } from "#lib/protocol/timeline.ts";
import { TIMELINE_COLUMNS, timelineCell } from "#lib/protocol/timeline-columns.ts";
import classes from "./timeline.module.css";

/** The timeline as a table: the cells of its CSV, row by row. */
export const TimelineNumbers = memo(function TimelineNumbers({ timeline }: { timeline: Timeline }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={classes.tableScroll} tabIndex={0} aria-label="The timeline as a table">
      <table className={classes.table} data-testid="timeline-table">
        <thead>
          <tr>
            {TIMELINE_COLUMNS.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {timeline.seconds.map((second) => (
            <tr key={second.second}>
              {TIMELINE_COLUMNS.map((column, index) =>
                index === 0 ? (
                  <th key={column.name} scope="row">
                    {timelineCell(column, second)}
                  </th>
                ) : (
                  <td key={column.name}>{timelineCell(column, second)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
});
