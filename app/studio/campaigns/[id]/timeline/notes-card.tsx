"use client";

import { ActionIcon, Alert, Button, Group, Skeleton, Stack, Text, Textarea } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { ShownSecond } from "#app/studio/curves/shown-second.tsx";
import { useTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { LocalTime } from "#app/studio/local-time.tsx";
import { clockTime } from "#lib/chart/axis-format.ts";
import type { TimelineNote } from "#lib/protocol/timeline-notes.ts";
import classes from "./annotations.module.css";
import type { Notes } from "./use-notes.ts";

/** What people wrote at moments of the film, and a place to write where the video stands. */
export function NotesCard({ of, writable }: { of: Notes; writable: boolean }) {
  const { notes, error } = of;
  return (
    <section className={classes.card} aria-labelledby="notes-title">
      <header className={classes.head}>
        <h2 id="notes-title" className={classes.title}>
          Notes
        </h2>
      </header>
      {writable && <NewNote onAdd={of.add} />}
      {error !== undefined && (
        <Alert color="red" variant="light" title="The notes could not be loaded">
          {error.message}
        </Alert>
      )}
      {notes === undefined && error === undefined && <Skeleton height={72} radius="md" />}
      {notes?.length === 0 && (
        <Text size="sm" c="dimmed" mt={writable ? "sm" : 0}>
          No notes yet. They stay pinned to their second and everybody of your organisation reads them.
        </Text>
      )}
      {notes !== undefined && notes.length > 0 && (
        <ol className={classes.list} data-testid="note-list">
          {notes.map((note) => (
            <NoteRow key={note.id} note={note} of={of} />
          ))}
        </ol>
      )}
    </section>
  );
}

/**
 * A new note is pinned to where the video stands when it is saved. Only the time is drawn again while the video moves:
 * a text that grows with its lines measures itself, and with it the page, whenever it is drawn.
 */
function NewNote({ onAdd }: { onAdd: Notes["add"] }) {
  const cursor = useTimeCursor();
  const [text, setText] = useState("");
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    if (await onAdd(Math.round(cursor.seconds * 1000), text)) setText("");
    setSaving(false);
  };
  return (
    <Stack gap={6} mb="xs">
      <Textarea
        aria-label="New note"
        placeholder="What happens here?"
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button size="xs" loading={saving} disabled={text.trim() === ""} onClick={() => void save()}>
          Pin to&nbsp;
          <ShownSecond />
        </Button>
      </Group>
    </Stack>
  );
}

function NoteRow({ note, of }: { note: TimelineNote; of: Notes }) {
  const cursor = useTimeCursor();
  const [draft, setDraft] = useState<string | null>(null);
  const pencil = useRef<HTMLButtonElement>(null);
  const words = useRef<HTMLTextAreaElement>(null);
  const editing = draft !== null;
  // Each takes the other's place, and the focus that was on it.
  useDidUpdate(() => (editing ? words : pencil).current?.focus(), [editing]);
  const [saving, setSaving] = useState(false);
  const at = clockTime(note.atMs / 1000);
  const save = async () => {
    setSaving(true);
    if (await of.change(note, draft ?? note.text)) setDraft(null);
    setSaving(false);
  };
  return (
    <li className={classes.row} id={`note-${note.id}`}>
      <div className={classes.note}>
        <div className={classes.meta}>
          <button
            type="button"
            className={classes.pin}
            aria-label={`Go to ${at}`}
            onClick={() => cursor.seek(note.atMs / 1000)}
          >
            {at}
          </button>
          <span>{note.authorName}</span>
          <LocalTime iso={note.createdAt} />
          {note.editedAt !== null && <span>edited</span>}
        </div>
        {draft === null ? (
          <p>{note.text}</p>
        ) : (
          <Stack gap={6} mt={4}>
            <Textarea
              ref={words}
              aria-label={`Note at ${at}`}
              autosize
              minRows={2}
              maxLength={1_000}
              value={draft}
              onChange={(event) => setDraft(event.currentTarget.value)}
            />
            <Group gap={6} justify="flex-end">
              <Button size="xs" variant="default" onClick={() => setDraft(null)}>
                Cancel
              </Button>
              <Button size="xs" loading={saving} disabled={draft.trim() === ""} onClick={() => void save()}>
                Save note
              </Button>
            </Group>
          </Stack>
        )}
      </div>
      {note.own && !editing && (
        <Group gap={2} wrap="nowrap">
          <ActionIcon
            ref={pencil}
            variant="subtle"
            aria-label={`Edit the note at ${at}`}
            onClick={() => setDraft(note.text)}
          >
            <IconPencil size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            aria-label={`Delete the note at ${at}`}
            onClick={() => void of.remove(note)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      )}
    </li>
  );
}
