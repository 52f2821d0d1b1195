import classes from "./wordmark.module.css";

/** The name with its sign: one curve that rises once. */
export function Wordmark() {
  return (
    <span className={classes.wordmark}>
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <rect width="24" height="24" rx="7" fill="currentColor" />
        <path
          d="M4 15.5 H8 C10 15.5 10.2 7 12.4 7 C14.6 7 14.4 13 16.4 13 H20"
          fill="none"
          stroke="var(--mantine-color-body)"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
      Reactline
    </span>
  );
}
