import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import Link from "next/link";
import classes from "#app/studio/list-table.module.css";
import { LocalTime } from "#app/studio/local-time.tsx";
import { CountText, PercentText } from "#app/studio/number-text.tsx";
import { baselineText } from "#lib/chart/baseline-labels.ts";
import { deviceName } from "#lib/chart/device-name.ts";
import { DEVICE_LABELS, sessionStateText } from "#lib/chart/quality-labels.ts";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import type { SegmentVariable } from "#lib/protocol/campaign-setup.ts";
import type { SessionListItem, SessionListQuery, SessionSort } from "#lib/protocol/session-list.ts";
import { ExclusionButton } from "./exclusion-button.tsx";
import { type ListAddress, listHref } from "./list-address.ts";
import { LossCell } from "./loss-cell.tsx";
import { QualityCell } from "./quality-cell.tsx";
import own from "./sessions.module.css";

interface SessionTableProps {
  campaignId: number;
  base: string;
  sessions: readonly SessionListItem[];
  variables: readonly SegmentVariable[];
  videos: readonly CampaignVideo[];
  query: SessionListQuery;
  address: Partial<ListAddress>;
}

export function SessionTable(props: SessionTableProps) {
  const { campaignId, base, sessions, variables, videos, query, address } = props;
  const severalCuts = videos.length > 1;
  const sortable = (sort: SessionSort, title: string, className?: string) => (
    <SortHeader
      key={sort}
      sort={sort}
      title={title}
      className={className}
      query={query}
      base={base}
      address={address}
    />
  );
  return (
    <div className={`${classes.frame} ${own.scroll}`}>
      <table className={classes.table} data-testid="session-table">
        <thead>
          <tr>
            <th scope="col">Respondent</th>
            {severalCuts && <th scope="col">Cut</th>}
            {sortable("startedAt", "Started")}
            {sortable("state", "State")}
            {variables.length > 0 && sortable("segment", "Segment")}
            {sortable("validShare", "Valid seconds", classes.number)}
            <th scope="col">Lost to</th>
            <th scope="col">Baseline</th>
            {sortable("grade", "Quality")}
            {sortable("device", "Device")}
            <th scope="col">Consent</th>
            <th scope="col">
              <span className={own.hidden}>Exclude</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.publicId} data-simulated={session.simulated || undefined}>
              <td className={classes.lead}>
                {session.state === "withdrawn" ? (
                  // Nothing is left that a page of theirs could show.
                  <span className={classes.mono}>{session.publicId.slice(0, 8)}</span>
                ) : (
                  <Link className={`${classes.rowLink} ${classes.mono}`} href={`${base}/${session.publicId}`}>
                    {session.publicId.slice(0, 8)}
                  </Link>
                )}
                {session.simulated && <span className={own.badge}>Simulated</span>}
                {session.excludedAt !== null && <ExclusionNote session={session} />}
              </td>
              {severalCuts && (
                <td data-label="Cut" className={own.cuts}>
                  <CutsShown videoIds={session.videoIds} videos={videos} />
                </td>
              )}
              <td data-label="Started" data-muted className={own.started}>
                <LocalTime iso={session.startedAt} />
              </td>
              <td data-label="State">{sessionStateText(session)}</td>
              {variables.length > 0 && <td data-label="Segment">{segmentText(session, variables)}</td>}
              <td data-label="Valid seconds" className={classes.number}>
                {session.seconds === 0 ? (
                  "\u2013"
                ) : (
                  <span className={own.together}>
                    <PercentText share={session.validSeconds / session.seconds} /> of{" "}
                    <CountText value={session.seconds} />
                  </span>
                )}
              </td>
              <td data-label="Lost to" data-muted className={own.losses}>
                <LossCell losses={session.losses} seconds={session.seconds} />
              </td>
              <td data-label="Baseline" data-muted>
                {baselineText(session.hasBaseline, session.baselineRefusal)}
              </td>
              <td data-label="Quality">
                <QualityCell grade={session.grade} gradeReasons={session.gradeReasons} />
              </td>
              <td data-label="Device" data-muted>
                {session.userAgent === null || session.device === null ? (
                  "\u2013"
                ) : (
                  <>
                    {DEVICE_LABELS[session.device]}
                    <span className={own.detail}>{deviceName(session.userAgent)}</span>
                  </>
                )}
              </td>
              <td data-label="Consent" data-muted>
                <ConsentText consent={session.consent} />
              </td>
              <td className={own.deed}>
                {session.state !== "withdrawn" && (
                  <ExclusionButton
                    campaignId={campaignId}
                    publicId={session.publicId}
                    excluded={session.excludedAt !== null}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SortHeaderProps extends Pick<SessionTableProps, "query" | "base" | "address"> {
  sort: SessionSort;
  title: string;
  className: string | undefined;
}

/** A column that the list can be sorted by: the same again turns the order round. */
function SortHeader({ sort, title, className, query, base, address }: SortHeaderProps) {
  const sorted = query.sort === sort ? query.direction : null;
  const direction = sorted === "desc" ? "asc" : "desc";
  const Icon = sorted === null ? IconArrowsSort : sorted === "asc" ? IconArrowUp : IconArrowDown;
  return (
    <th
      scope="col"
      className={className}
      aria-sort={sorted === null ? undefined : sorted === "asc" ? "ascending" : "descending"}
    >
      <Link className={own.sort} href={listHref(base, address, { sort, direction })} scroll={false}>
        {title} <Icon size={13} aria-hidden="true" />
      </Link>
    </th>
  );
}

function ExclusionNote({ session }: { session: SessionListItem }) {
  const { excludedReason, excludedBy } = session;
  return (
    <span className={own.excluded}>
      Excluded: {excludedReason ?? "no reason given"}
      {excludedBy !== null && ` (${excludedBy})`}
    </span>
  );
}

/** The cuts in the order in which they were shown. */
function CutsShown({
  videoIds,
  videos,
}: Pick<SessionListItem, "videoIds"> & Pick<SessionTableProps, "videos">) {
  if (videoIds.length === 0) return "\u2013";
  return videoIds.map((videoId, i) => (
    <span key={videoId} className={own.cut}>
      {videoIds.length > 1 && `${i + 1}. `}
      {videos.find(({ id }) => id === videoId)?.title ?? "\u2013"}
    </span>
  ));
}

function ConsentText({ consent }: Pick<SessionListItem, "consent">) {
  if (consent === null) return "\u2013";
  return (
    <>
      <span className={own.together}>
        {consent.withdrawn && "Withdrawn, "}
        <LocalTime iso={consent.decidedAt} dateOnly />
      </span>
      <span className={own.detail}>text {consent.version}</span>
    </>
  );
}

function segmentText({ variables: own }: SessionListItem, variables: readonly SegmentVariable[]): string {
  const known = variables.map(({ key }) => own[key]).filter((value) => value !== undefined);
  return known.length === 0 ? "Not told" : known.join(", ");
}
