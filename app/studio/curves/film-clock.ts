import { TimeCursor } from "./time-cursor.ts";

/** A page's clock, and the film that it runs for. */
export interface FilmClock {
  filmId: number;
  cursor: TimeCursor;
}

/** The film that is shown now. */
interface ShownFilm {
  filmId: number;
  durationSeconds: number;
  /** Where the address says that it stands, seconds; null where it says nothing. */
  linkedAt: number | null;
}

/**
 * The clock for a film from the one before. Another film begins where the address says, else where the one before stood
 * if that is as long, so that cuts can be told apart at one moment, else at its beginning. A film that turns out to
 * be longer goes on where it stands.
 */
export function clockOf(before: FilmClock | null, film: ShownFilm): FilmClock {
  const { filmId, durationSeconds, linkedAt } = film;
  const sameFilm = before?.filmId === filmId;
  const asLong = before?.cursor.durationSeconds === durationSeconds;
  if (sameFilm && asLong) return before;
  if (before !== null && asLong && linkedAt === null) return { filmId, cursor: before.cursor };
  const beginsAt = sameFilm ? before.cursor.seconds : (linkedAt ?? 0);
  return { filmId, cursor: new TimeCursor(durationSeconds, beginsAt) };
}
