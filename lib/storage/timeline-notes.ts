import { MAX_NOTES, type TimelineNote } from "#lib/protocol/timeline-notes.ts";
import type { Database } from "./database.ts";
import { RESTORABLE_MS } from "./restorable.ts";

const KEPT = { deletedAt: null };

/** Who writes, as they are named now. */
export interface NoteAuthor {
  id: number;
  name: string;
}

interface NoteRow {
  id: number;
  atMs: number;
  text: string;
  authorId: number | null;
  authorName: string;
  createdAt: Date;
  editedAt: Date | null;
}

/** The notes on a video of the campaign in the order of the film, as `readerId` sees them. */
export async function readNotes(
  db: Database,
  campaignId: number,
  videoId: number,
  readerId: number,
): Promise<TimelineNote[]> {
  const rows = await db.timelineNote.findMany({
    where: { videoId, video: { campaignId }, ...KEPT },
    orderBy: [{ atMs: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => asSeenBy(row, readerId));
}

/** Pins a note to a moment. Destroys what was deleted long ago. */
export function addNote(
  db: Database,
  campaignId: number,
  author: NoteAuthor,
  note: { videoId: number; atMs: number; text: string },
): Promise<TimelineNote | "absent" | "outside" | "full"> {
  return db.$transaction(async (tx) => {
    const { videoId, atMs, text } = note;
    const video = await tx.video.findFirst({
      where: { id: videoId, campaignId },
      select: { durationMs: true },
    });
    if (!video) return "absent";
    if (atMs > video.durationMs) return "outside";
    await tx.timelineNote.deleteMany({
      where: { videoId, deletedAt: { lt: new Date(Date.now() - RESTORABLE_MS) } },
    });
    if ((await tx.timelineNote.count({ where: { videoId, ...KEPT } })) >= MAX_NOTES) return "full";
    const row = await tx.timelineNote.create({
      data: { videoId, atMs, text, authorId: author.id, authorName: author.name },
    });
    return asSeenBy(row, author.id);
  });
}

/** Changes a note's words; null when there is no such note of this author. */
export async function changeNote(
  db: Database,
  campaignId: number,
  authorId: number,
  noteId: number,
  text: string,
): Promise<TimelineNote | null> {
  const [row] = await db.timelineNote.updateManyAndReturn({
    where: { id: noteId, authorId, video: { campaignId }, ...KEPT },
    data: { text, editedAt: new Date() },
  });
  return row ? asSeenBy(row, authorId) : null;
}

/** Deletes a note of this author, or brings it back; false when there is none to. */
export async function markNote(
  db: Database,
  campaignId: number,
  authorId: number,
  noteId: number,
  mark: "deleted" | "restored",
): Promise<boolean> {
  const where = { id: noteId, authorId, video: { campaignId } };
  const { count } =
    mark === "deleted"
      ? await db.timelineNote.updateMany({ where: { ...where, ...KEPT }, data: { deletedAt: new Date() } })
      : await db.timelineNote.updateMany({ where: { ...where, deletedAt: { not: null } }, data: KEPT });
  return count === 1;
}

function asSeenBy(row: NoteRow, readerId: number): TimelineNote {
  return {
    id: row.id,
    atMs: row.atMs,
    text: row.text,
    authorName: row.authorName,
    own: row.authorId === readerId,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
  };
}
