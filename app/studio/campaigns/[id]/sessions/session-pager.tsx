import Link from "next/link";
import classes from "#app/studio/list-table.module.css";
import type { Audience } from "#lib/protocol/timeline.ts";
import own from "./sessions.module.css";

interface SessionPagerProps {
  base: string;
  audience: Audience;
  nextCursor: string | null;
  onFirstPage: boolean;
}

/** Pages run by keyset: onward, or back to the start. */
export function SessionPager({ base, audience, nextCursor, onFirstPage }: SessionPagerProps) {
  if (onFirstPage && nextCursor === null) return null;
  const onward =
    nextCursor === null ? null : `${base}?${new URLSearchParams({ audience, cursor: nextCursor })}`;
  return (
    <nav className={classes.pager} aria-label="Pages">
      {onFirstPage ? (
        <span />
      ) : (
        <Link className={own.pageLink} href={`${base}?${new URLSearchParams({ audience })}`}>
          Back to the newest
        </Link>
      )}
      {onward === null ? (
        <span />
      ) : (
        <Link className={own.pageLink} href={onward} data-testid="next-page">
          Older respondents
        </Link>
      )}
    </nav>
  );
}
