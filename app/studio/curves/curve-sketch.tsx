import { bandOutlines, linePoints, type PlacePoint } from "#lib/chart/curve-pieces.ts";
import { valueTicks } from "#lib/chart/domain.ts";
import { BAND_OPACITY, type CurvePanelProps, type DrawnCurve, LINE_WIDTH_PX } from "./curve-look.ts";
import {
  LONE_DOT_PX,
  PLOT_BOTTOM_PX,
  PLOT_PADDING_PX,
  PLOT_TOP_PX,
  TIMES_PX,
  valueTickCount,
} from "./plot-geometry.ts";
import { PlotSketch, shareDown } from "./plot-sketch.tsx";
import { useTimeWindow } from "./use-time-window.ts";

/** A panel's curves with their bands, until Recharts draws them. */
export function CurveSketch({ curves, domain, heightPx, formatValue, showTimes, spans }: CurvePanelProps) {
  const { shown } = useTimeWindow();
  const ticks = valueTicks(domain, valueTickCount(heightPx));
  const axisPx = showTimes ? TIMES_PX : PLOT_BOTTOM_PX + 1;
  const place: PlacePoint = (atSeconds, value) => `${atSeconds},${shareDown(domain, value)}`;
  const level = (value: number, stroke: string, opacity: number) => (
    <line
      key={`${stroke}-${value}`}
      x1={shown.from}
      x2={shown.to}
      y1={shareDown(domain, value)}
      y2={shareDown(domain, value)}
      stroke={stroke}
      strokeOpacity={opacity}
      vectorEffect="non-scaling-stroke"
    />
  );
  return (
    <PlotSketch
      heightPx={heightPx}
      topPx={PLOT_TOP_PX + PLOT_PADDING_PX}
      bottomPx={axisPx + PLOT_PADDING_PX}
      axisPx={axisPx}
      domain={domain}
      ticks={ticks}
      formatValue={formatValue}
    >
      {ticks.map((value) => level(value, "var(--reactline-hairline)", 1))}
      {spans?.map(({ from, to }) => (
        <rect
          key={`${from}-${to}`}
          x={from}
          width={to - from}
          height={1}
          fill="var(--mantine-color-text)"
          fillOpacity={0.09}
        />
      ))}
      {domain[0] < 0 && level(0, "var(--mantine-color-dimmed)", 0.6)}
      {curves.map((drawn) => (
        <SketchedBand key={drawn.key} drawn={drawn} place={place} />
      ))}
      {curves.map((drawn) => (
        <SketchedLine key={drawn.key} drawn={drawn} place={place} />
      ))}
    </PlotSketch>
  );
}

interface SketchedProps {
  drawn: DrawnCurve;
  place: PlacePoint;
}

function SketchedBand({ drawn: { key, curve, colour, prominent }, place }: SketchedProps) {
  return bandOutlines(curve, place).map((outline) => (
    <polygon
      key={outline}
      className={`curve-${key}`}
      points={outline}
      fill={colour}
      fillOpacity={prominent ? BAND_OPACITY.prominent : BAND_OPACITY.other}
    />
  ));
}

function SketchedLine({ drawn: { key, curve, colour, dash, prominent }, place }: SketchedProps) {
  return linePoints(curve, place).map((points) =>
    points.length === 1 ? (
      // A line without length has round ends alone: a dot that keeps its shape however the plot is stretched.
      <polyline
        key={points[0]}
        className={`curve-${key}`}
        points={`${points[0]} ${points[0]}`}
        fill="none"
        stroke={colour}
        strokeWidth={2 * LONE_DOT_PX}
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    ) : (
      <polyline
        key={points[0]}
        className={`curve-${key}`}
        points={points.join(" ")}
        fill="none"
        stroke={colour}
        strokeWidth={prominent ? LINE_WIDTH_PX.prominent : LINE_WIDTH_PX.other}
        {...(dash === null ? {} : { strokeDasharray: dash })}
        vectorEffect="non-scaling-stroke"
      />
    ),
  );
}
