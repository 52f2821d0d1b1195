interface Span {
  startMs: number;
  endMs: number;
}

/** Row of each span, from 0, so that no two of a row overlap: each takes the first row that is free. */
export function spanRows(spans: readonly Span[]): { rows: number[]; count: number } {
  const ends: number[] = [];
  const rows = spans.map(() => 0);
  const inOrder = spans.map((span, index) => ({ ...span, index })).sort((a, b) => a.startMs - b.startMs);
  for (const { startMs, endMs, index } of inOrder) {
    const free = ends.findIndex((end) => end <= startMs);
    const row = free === -1 ? ends.length : free;
    ends[row] = endMs;
    rows[index] = row;
  }
  return { rows, count: ends.length };
}
