import classes from "./timeline.module.css";

/** Beside what is not by segment while several segments lie over each other in the charts. */
export function EverybodyNote() {
  return <p className={classes.everybodyNote}>Of everybody, not of the segments in the charts.</p>;
}
