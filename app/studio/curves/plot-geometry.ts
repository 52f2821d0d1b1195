/** The plot's left and right edges inside every chart of a stack, px: the overlay lies exactly over them. */
export const PLOT_LEFT_PX = 44;
export const PLOT_RIGHT_PX = 12;
/** Above the plot, and below it where no times stand, px. */
export const PLOT_TOP_PX = 8;
export const PLOT_BOTTOM_PX = 6;
/** The row of times below a plot, px. */
export const TIMES_PX = 24;
/** Between the plot's edges and its largest and smallest value, px. */
export const PLOT_PADDING_PX = 3;
/** Radius of the dot that a second without neighbours is, px. */
export const LONE_DOT_PX = 3;
/** The strip of valid n, with its times, px. */
export const STRIP_PX = 72;
/** Above its largest number, px. */
export const STRIP_TOP_PX = 6;

/** How many values stand at the side of a plot of this height, px. */
export const valueTickCount = (heightPx: number) => Math.min(5, Math.floor(heightPx / 28));
