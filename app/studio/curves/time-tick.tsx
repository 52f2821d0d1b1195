import { clockTime } from "#lib/chart/axis-format.ts";

interface TimeTickProps {
  /** Given by Recharts. */
  x?: number;
  y?: number;
  payload?: { value: number };
}

/** A label of the time axis. The first stands beside its mark, where the pointer rests before playing. */
export function TimeTick({ x, y, payload }: TimeTickProps) {
  if (x === undefined || y === undefined || payload === undefined) return null;
  const first = payload.value === 0;
  return (
    <text
      x={first ? x + 5 : x}
      y={y + 10}
      fontSize={11}
      fill="var(--mantine-color-dimmed)"
      textAnchor={first ? "start" : "middle"}
    >
      {clockTime(payload.value)}
    </text>
  );
}
