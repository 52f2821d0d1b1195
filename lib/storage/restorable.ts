/** How long a deleted scene, note or segment can be brought back; later additions destroy it. */
export const RESTORABLE_MS = 24 * 3_600_000;
