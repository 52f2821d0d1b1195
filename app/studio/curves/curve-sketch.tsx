import { pieces } from "#lib/chart/curve-pieces.ts";
import { valueTicks } from "#lib/chart/domain.ts";
import type { CurvePoint } from "#lib/chart/series.ts";
import { BAND_OPACITY, type CurvePanelProps, type DrawnCurve, LINE_WIDTH_PX } from "./curve-look.ts";
import { PLOT_BOTTOM_PX, PLOT_PADDING_PX, PLOT_TOP_PX, TIMES_PX, valueTickCount } from "./plot-geometry.ts";
import { PlotSketch, shareDown } from "./plot-sketch.tsx";
import { useTimeWindow } from "./use-time-window.ts";

/** A panel's curves with their bands, until Recharts draws them. */
export function CurveSketch({ curves, domain, heightPx, formatValue, showTimes }: CurvePanelProps) {
  const { shown } = useTimeWindow();
  const ticks = valueTicks(domain, valueTickCount(heightPx));
  const level = (value: number, stroke: string) => (
    <line
      key={`${stroke}-${value}`}
      x1={shown.from}
      x2={shown.to}
      y1={shareDown(domain, value)}
      y2={shareDown(domain, value)}
      stroke={stroke}
      vectorEffect="non-scaling-stroke"
    />
  );
  return (
    <PlotSketch
      heightPx={heightPx}
      topPx={PLOT_TOP_PX + PLOT_PADDING_PX}
      bottomPx={(showTimes ? TIMES_PX : PLOT_BOTTOM_PX + 1) + PLOT_PADDING_PX}
      domain={domain}
      ticks={ticks}
      formatValue={formatValue}
    >
      {ticks.map((value) => level(value, "var(--reactline-hairline)"))}
      {domain[0] < 0 && level(0, "var(--mantine-color-dimmed)")}
      {curves.map((drawn) => (
        <SketchedBand key={drawn.key} drawn={drawn} domain={domain} />
      ))}
      {curves.map((drawn) => (
        <SketchedLine key={drawn.key} drawn={drawn} domain={domain} />
      ))}
    </PlotSketch>
  );
}

interface SketchedProps {
  drawn: DrawnCurve;
  domain: readonly [number, number];
}

function SketchedBand({ drawn: { key, curve, colour, prominent }, domain }: SketchedProps) {
  const at = (point: CurvePoint, end: 0 | 1) => `${point.atSeconds},${shareDown(domain, point.band![end])}`;
  return pieces(curve)
    .map((piece) => piece.filter(({ band }) => band !== null))
    .filter((piece) => piece.length > 1)
    .map((piece) => (
      <polygon
        className={`curve-${key}`}
        key={piece[0]!.atSeconds}
        points={[...piece.map((point) => at(point, 1)), ...piece.map((point) => at(point, 0)).reverse()].join(
          " ",
        )}
        fill={colour}
        fillOpacity={prominent ? BAND_OPACITY.prominent : BAND_OPACITY.other}
      />
    ));
}

function SketchedLine({ drawn: { key, curve, colour, dash, prominent }, domain }: SketchedProps) {
  return pieces(curve).map((piece) => (
    <polyline
      className={`curve-${key}`}
      key={piece[0]!.atSeconds}
      points={piece.map(({ atSeconds, value }) => `${atSeconds},${shareDown(domain, value ?? 0)}`).join(" ")}
      fill="none"
      stroke={colour}
      strokeWidth={prominent ? LINE_WIDTH_PX.prominent : LINE_WIDTH_PX.other}
      {...(dash === null ? {} : { strokeDasharray: dash })}
      vectorEffect="non-scaling-stroke"
    />
  ));
}
