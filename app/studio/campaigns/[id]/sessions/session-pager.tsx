import Link from "next/link";
import classes from "#app/studio/list-table.module.css";
import type { SessionList } from "#lib/protocol/session-list.ts";
import { type ListAddress, listHref } from "./list-address.ts";
import own from "./sessions.module.css";

interface SessionPagerProps {
  base: string;
  address: Partial<ListAddress>;
  list: SessionList;
}

/** Pages run by keyset: onward and back from where the reader is. */
export function SessionPager({ base, address, list }: SessionPagerProps) {
  const { nextCursor, previousCursor } = list;
  if (nextCursor === null && previousCursor === null) return null;
  return (
    <nav className={classes.pager} aria-label="Pages">
      {previousCursor === null ? (
        <span />
      ) : (
        <Link
          className={own.pageLink}
          href={listHref(base, address, { cursor: previousCursor })}
          data-testid="previous-page"
        >
          Previous page
        </Link>
      )}
      {nextCursor === null ? (
        <span />
      ) : (
        <Link
          className={own.pageLink}
          href={listHref(base, address, { cursor: nextCursor })}
          data-testid="next-page"
        >
          Next page
        </Link>
      )}
    </nav>
  );
}
