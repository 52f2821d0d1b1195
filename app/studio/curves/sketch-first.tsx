"use client";

import { Component, type ReactNode, Suspense } from "react";
import { useInBrowser } from "#app/studio/use-in-browser.ts";
import classes from "./curves.module.css";
import { ScriptsMissing } from "./lazy-ahead.ts";
import { OnceDrawn } from "./once-drawn.tsx";

interface SketchFirstProps {
  /** What stands on the server, and until `children` can be drawn. */
  sketch: ReactNode;
  /** Only sketched while something above it has still to be drawn. */
  waits?: boolean | undefined;
  /** Told once when `children` stand, or cannot. */
  onDrawn?: (() => void) | undefined;
  /** The chart, by scripts that may not be here yet. */
  children: ReactNode;
}

/** A chart that is sketched by the server, until its scripts are here, and for good where they cannot be had. */
export function SketchFirst({ sketch, waits = false, onDrawn, children }: SketchFirstProps) {
  const inBrowser = useInBrowser();
  if (!inBrowser || waits) return sketch;
  const told = onDrawn && <OnceDrawn tell={onDrawn} />;
  return (
    <SketchAfterFailure
      sketch={
        <>
          {sketch}
          {told}
        </>
      }
    >
      <Suspense fallback={sketch}>
        {children}
        {told}
      </Suspense>
    </SketchAfterFailure>
  );
}

/** Any other fault than missing scripts is the page's to tell. */
class SketchAfterFailure extends Component<{ sketch: ReactNode; children: ReactNode }, { fault: unknown }> {
  override state: { fault: unknown } = { fault: null };

  static getDerivedStateFromError(fault: unknown) {
    return { fault };
  }

  override render() {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    if (!(fault instanceof ScriptsMissing)) throw fault;
    return (
      <>
        {this.props.sketch}
        <p className={classes.sketchNote} role="status">
          Drawn without times: a part of the page could not be loaded. Load the page again.
        </p>
      </>
    );
  }
}
