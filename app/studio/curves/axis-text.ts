/** How numbers and times stand beside a plot. */
export const AXIS_TEXT = { fontSize: 11, fill: "var(--mantine-color-dimmed)" };
