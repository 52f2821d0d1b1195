import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { ROLES, type Role } from "#lib/protocol/people.ts";
import { type Scene, scenesSchema } from "#lib/protocol/scenes.ts";
import { timelineNoteSchema, timelineNotesSchema } from "#lib/protocol/timeline-notes.ts";
import { type OpenDatabase, openDatabase, shareDatabase } from "#lib/storage/database.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { migratedCluster } from "#lib/testing/migrated-cluster.ts";
import { createStudioUser } from "#lib/testing/people.ts";
import { all, ask, statuses } from "#lib/testing/route-calls.ts";
import { POST as restoreNote } from "./[id]/notes/[noteId]/restore/route.ts";
import { PATCH as changeNote, DELETE as deleteNote } from "./[id]/notes/[noteId]/route.ts";
import { POST as addNote, GET as notes } from "./[id]/notes/route.ts";
import { POST as restoreScene } from "./[id]/scenes/[sceneId]/restore/route.ts";
import { PATCH as changeScene, DELETE as deleteScene } from "./[id]/scenes/[sceneId]/route.ts";
import { POST as copyScenes } from "./[id]/scenes/copy/route.ts";
import { POST as addScenes, GET as scenes } from "./[id]/scenes/route.ts";

const signedIn = vi.hoisted(() => ({ user: null as unknown }));
vi.mock("#lib/auth/studio-user.ts", () => ({ currentUser: async () => signedIn.user }));

let opened: OpenDatabase;
let own: { organisationId: number; campaignId: number; videoId: number };
let people: Record<Role, StudioUser>;

beforeAll(async () => {
  opened = await openDatabase({ memory: true, cluster: await migratedCluster() });
  shareDatabase(opened.db);
  own = await createFieldwork(opened.db, { durationMs: 10_000 });
  const person = (role: Role) => createStudioUser(opened.db, { role, organisationId: own.organisationId });
  people = {
    owner: await person("owner"),
    editor: await person("editor"),
    researcher: await person("researcher"),
    viewer: await person("viewer"),
  };
});
afterAll(() => opened.close());

const read = (videoId: number) => new Request(`http://localhost/api/x?videoId=${videoId}`);
const at = (part: Record<string, number>) => ({
  params: Promise.resolve({ id: "", sceneId: "", noteId: "", ...mapText(part) }),
});
const mapText = (part: Record<string, number>) =>
  Object.fromEntries(Object.entries(part).map(([key, value]) => [key, String(value)]));
const span = { label: "Rain", startMs: 0, endMs: 2_000 };

async function madeScene(): Promise<Scene> {
  signedIn.user = people.owner;
  const answer = await addScenes(ask({ videoId: own.videoId, scenes: [span] }), at({ id: own.campaignId }));
  return scenesSchema.parse(await answer.json()).scenes[0]!;
}

async function madeNote(author: StudioUser) {
  signedIn.user = author;
  const note = { videoId: own.videoId, atMs: 1_500, text: "The sip comes late" };
  return timelineNoteSchema.parse(await (await addNote(ask(note), at({ id: own.campaignId }))).json());
}

function writing(id: number, sceneId: number, headers: Record<string, string> = {}) {
  return {
    add: () => addScenes(ask({ videoId: own.videoId, scenes: [span] }, headers), at({ id })),
    change: () => changeScene(ask({ ...span, label: "Storm" }, headers), at({ id, sceneId })),
    remove: () => deleteScene(ask(undefined, headers), at({ id, sceneId })),
    restore: () => restoreScene(ask(undefined, headers), at({ id, sceneId })),
  };
}

describe("scenes", () => {
  it.each(ROLES)("are read by a %s; owners and editors change them", async (role) => {
    const scene = await madeScene();
    signedIn.user = people[role];
    expect((await scenes(read(own.videoId), at({ id: own.campaignId }))).status).toBe(200);
    const manages = role === "owner" || role === "editor";
    expect(await statuses(writing(own.campaignId, scene.id))).toEqual(
      manages
        ? { add: 201, change: 200, remove: 204, restore: 204 }
        : { add: 403, change: 403, remove: 403, restore: 403 },
    );
  });

  it("do not exist for a stranger, another organisation or another site's page", async () => {
    const scene = await madeScene();
    signedIn.user = null;
    expect(await statuses(writing(own.campaignId, scene.id))).toEqual(all(writing(1, 1), 401));
    signedIn.user = await createStudioUser(opened.db, { role: "owner" });
    expect(await statuses(writing(own.campaignId, scene.id))).toEqual(all(writing(1, 1), 404));
    signedIn.user = people.owner;
    const foreign = writing(own.campaignId, scene.id, { "sec-fetch-site": "cross-site" });
    expect(await statuses(foreign)).toEqual(all(foreign, 403));
  });

  it("refuse what does not fit the film, with its name", async () => {
    const scene = await madeScene();
    signedIn.user = people.owner;
    for (const body of [
      { ...span, endMs: 400 },
      { ...span, endMs: 10_001 },
      { ...span, label: " " },
      { targets: [{ expression: "joy", direction: "atLeast", level: 0.3, segment: null }] },
    ]) {
      const answer = await changeScene(ask(body), at({ id: own.campaignId, sceneId: scene.id }));
      expect(answer.status, JSON.stringify(body)).toBe(400);
    }
    const copy = await copyScenes(
      ask({ fromVideoId: own.videoId, videoId: own.videoId }),
      at({ id: own.campaignId }),
    );
    expect((await copy.json()).error.code).toBe("wrong-state");
  });
});

describe("notes", () => {
  it.each(ROLES)("are read by a %s with who wrote them; all but viewers write", async (role) => {
    const note = await madeNote(people.editor);
    signedIn.user = people[role];
    const shown = timelineNotesSchema
      .parse(await (await notes(read(own.videoId), at({ id: own.campaignId }))).json())
      .notes.find(({ id }) => id === note.id);
    expect(shown).toMatchObject({ text: note.text, authorName: "Somebody", own: role === "editor" });
    const wrote = await addNote(
      ask({ videoId: own.videoId, atMs: 0, text: "x" }),
      at({ id: own.campaignId }),
    );
    expect(wrote.status).toBe(role === "viewer" ? 403 : 201);
  });

  it("are changed, deleted and brought back by their author alone", async () => {
    const note = await madeNote(people.researcher);
    const place = () => at({ id: own.campaignId, noteId: note.id });
    const deeds = () => ({
      change: () => changeNote(ask({ text: "The sip is early" }), place()),
      remove: () => deleteNote(ask(), place()),
      restore: () => restoreNote(ask(), place()),
    });
    signedIn.user = people.owner;
    expect(await statuses(deeds())).toEqual(all(deeds(), 404));
    signedIn.user = people.researcher;
    expect(await statuses(deeds())).toEqual({ change: 200, remove: 204, restore: 204 });
    const { notes: kept } = await (await notes(read(own.videoId), at({ id: own.campaignId }))).json();
    const shown = timelineNotesSchema.parse({ notes: kept }).notes.find(({ id }) => id === note.id);
    expect(shown).toMatchObject({ text: "The sip is early", createdAt: note.createdAt, own: true });
    expect(shown?.editedAt).not.toBeNull();
  });

  it("are pinned within the film", async () => {
    signedIn.user = people.owner;
    const late = await addNote(
      ask({ videoId: own.videoId, atMs: 10_001, text: "x" }),
      at({ id: own.campaignId }),
    );
    expect(late.status).toBe(400);
    const elsewhere = await addNote(
      ask({ videoId: 999_999, atMs: 0, text: "x" }),
      at({ id: own.campaignId }),
    );
    expect(elsewhere.status).toBe(404);
  });
});
