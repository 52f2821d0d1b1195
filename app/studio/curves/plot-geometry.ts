/** The plot's left and right edges inside every chart of a stack, px: the overlay lies exactly over them. */
export const PLOT_LEFT_PX = 44;
export const PLOT_RIGHT_PX = 12;
