import { useNumberWords } from "#app/studio/use-number-words.ts";
import { mostViewers, type StripPoint } from "#lib/chart/losses.ts";
import { STRIP_PX, STRIP_TOP_PX, TIMES_PX } from "./plot-geometry.ts";
import { PlotSketch, shareDown } from "./plot-sketch.tsx";

/** Every second's viewers, until Recharts draws them. */
export function StripSketch({ points }: { points: readonly StripPoint[] }) {
  const { count } = useNumberWords();
  const most = mostViewers(points);
  const domain = [0, most] as const;
  const bar = (second: number, from: number, to: number) =>
    `M${second},${shareDown(domain, from)}h1V${shareDown(domain, to)}h-1z`;
  return (
    <PlotSketch
      heightPx={STRIP_PX}
      topPx={STRIP_TOP_PX}
      bottomPx={TIMES_PX}
      axisPx={TIMES_PX}
      domain={domain}
      ticks={[0, most]}
      formatValue={count}
    >
      <path d={points.map(({ second, n }) => bar(second, 0, n)).join("")} fill="var(--reactline-measured)" />
      <path
        d={points.map(({ second, n, lost }) => bar(second, n, n + lost)).join("")}
        fill="var(--reactline-lost)"
      />
    </PlotSketch>
  );
}
