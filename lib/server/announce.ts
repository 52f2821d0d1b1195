import type { FirstOwner } from "./first-run.ts";

/** Lines for the person at the terminal; the log (standard error) is for machines. */
export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Go on when nobody reads the terminal's lines or the log any more (`npm start | head`, a parent that was killed):
 * an unhandled EPIPE would be printed, which fails again, for ever.
 */
export function outliveReaders(): void {
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
}

/** One line that is rewritten in place on a terminal; plain lines, a few only, in a file. */
export function progressLine(label: string): (done: number, total: number) => void {
  let lastTenth = -1;
  return (done, total) => {
    if (process.stdout.isTTY) {
      process.stdout.write(`\r  ${label} ${done} of ${total}${done === total ? "\n" : ""}`);
      return;
    }
    const tenth = Math.floor((10 * done) / total);
    if (tenth !== lastTenth) say(`  ${label} ${done} of ${total}`);
    lastTenth = tenth;
  };
}

/** Where to go. A generated password is shown here, this once. */
export function sayWhereToGo(url: string, owner: FirstOwner | null, hasDemo: boolean): void {
  say();
  say("Reactline is ready.");
  say(`  Studio       ${url}/studio`);
  if (owner) {
    say(`    e-mail     ${owner.email}`);
    say(
      owner.generated
        ? `    password   ${owner.password}   (shown this once; keep it)`
        : "    password   the one in OWNER_PASSWORD",
    );
  }
  if (hasDemo) say(`  Viewer link  ${url}/watch/demo`);
  say("Stop with Ctrl-C.");
}
