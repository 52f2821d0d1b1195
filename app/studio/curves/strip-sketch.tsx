import { mostViewers, type StripPoint } from "#lib/chart/losses.ts";
import { STRIP_PX, STRIP_TOP_PX, TIMES_PX } from "./plot-geometry.ts";
import { PlotSketch, shareDown } from "./plot-sketch.tsx";

/** Every second's viewers, until Recharts draws them. */
export function StripSketch({ points }: { points: readonly StripPoint[] }) {
  const most = mostViewers(points);
  const domain = [0, most] as const;
  const bar = (second: number, from: number, to: number, fill: string) => (
    <rect
      key={`${second}-${fill}`}
      x={second}
      width={1}
      y={shareDown(domain, to)}
      height={shareDown(domain, from) - shareDown(domain, to)}
      fill={fill}
    />
  );
  return (
    <PlotSketch
      heightPx={STRIP_PX}
      topPx={STRIP_TOP_PX}
      bottomPx={TIMES_PX}
      domain={domain}
      ticks={[0, most]}
      formatValue={String}
    >
      {points.map(({ second, n, lost }) => [
        bar(second, 0, n, "var(--reactline-measured)"),
        bar(second, n, n + lost, "var(--reactline-lost)"),
      ])}
    </PlotSketch>
  );
}
