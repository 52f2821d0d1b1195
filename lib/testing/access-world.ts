import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { mintLinkToken } from "#lib/auth/link-token.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { consentText } from "#lib/consent/consent-text.ts";
import { ATTESTATION } from "#lib/protocol/campaign-setup.ts";
import type { Role } from "#lib/protocol/people.ts";
import { keepConsentText } from "#lib/storage/consent-records.ts";
import { createSession } from "#lib/storage/create-session.ts";
import type { Database } from "#lib/storage/database.ts";
import { savePasswordReset } from "#lib/storage/password-resets.ts";
import { startStudioSession } from "#lib/storage/studio-sessions.ts";
import type { AccessRow, Who } from "./access-table.ts";
import { createPerson, inAnHour } from "./people.ts";
import { smallVideo } from "./small-video.ts";

export const PASSWORD = "a long enough password";

/** What a row is asked with: values for the parts of its address, and for the names with a dollar. */
export interface Asked {
  parts: Record<string, string>;
  names: Record<string, string>;
  /** Of a respondent of the live campaign, for the cookie of who asks as one. */
  sessionKey: string;
}

/** Two organisations, and of the first one a live campaign with a video and a respondent. */
export async function createAccessWorld(db: Database, dataDir: string) {
  const passwordHash = await hashPassword(PASSWORD);
  const { organisationId, ...owner } = await createPerson(db, { passwordHash });
  const member = (role: Role) => createPerson(db, { organisationId, role, passwordHash });
  const people: Record<Exclude<Who, "anonymous" | "respondent">, { id: number; email: string }> = {
    owner,
    editor: await member("editor"),
    researcher: await member("researcher"),
    viewer: await member("viewer"),
    another: await createPerson(db, { passwordHash }),
  };

  const newCampaign = async (more: { status?: "live"; attestedAt?: Date; deletedAt?: Date }) => {
    const name = `${randomBytes(16).toString("hex")}.mp4`;
    const campaign = await db.campaign.create({
      data: {
        organisationId,
        slug: randomUUID(),
        title: "Access",
        purpose: "To learn who may do what.",
        attestedText: more.attestedAt ? ATTESTATION : null,
        ...more,
        videos: {
          create: {
            title: "Film",
            url: "/unused",
            file: name,
            mimeType: "video/mp4",
            durationMs: 2_000,
            width: 320,
            height: 180,
          },
        },
      },
      include: { videos: true, organisation: true },
    });
    return { ...campaign, name, videoId: campaign.videos[0]?.id ?? 0 };
  };

  const live = await newCampaign({ status: "live", attestedAt: new Date() });
  await mkdir(path.join(dataDir, "videos"), { recursive: true });
  await writeFile(path.join(dataDir, "videos", live.name), await smallVideo("mp4"));
  const consent = consentText(live);
  await keepConsentText(db, consent);
  const newRespondent = () =>
    createSession(db, {
      campaignId: live.id,
      videoIds: [live.videoId],
      simulated: false,
      engineVersion: "human-3.3.6/emotion",
      variables: {},
      device: {},
      consentTextSha256: consent.sha256,
    });
  const respondent = await newRespondent();
  const model = await servedModel();

  /** The id that a row's address ends in or leads through, by the folder before it. */
  async function idFor({
    target,
    kind,
    campaign,
  }: AccessRow): Promise<{ id: string } & Record<string, string>> {
    const changes = !["GET", "HEAD", "PAGE"].includes(kind);
    if (target.startsWith("/api/members/invitations/")) {
      const email = `${randomUUID()}@example.org`;
      const { tokenSha256 } = mintLinkToken();
      const invitation = await db.invitation.create({
        data: { organisationId, email, role: "viewer", tokenSha256, expiresAt: inAnHour() },
      });
      return { id: String(invitation.id) };
    }
    if (target.startsWith("/api/members/")) return { id: String((await member("editor")).id) };
    if (target.startsWith("/api/account/sessions/")) {
      const session = { userId: owner.id, userAgent: "", address: "", expiresAt: inAnHour() };
      return { id: await startStudioSession(db, session) };
    }
    const shown =
      campaign === null ? live : await newCampaign(campaign === "deleted" ? { deletedAt: new Date() } : {});
    const { publicId } = changes ? await newRespondent() : respondent;
    const { id, slug, name, videoId } = shown;
    const deletedAt = target.endsWith("/restore") ? new Date() : null;
    return {
      id: String(id),
      slug,
      name,
      videoId: String(videoId),
      publicId,
      ...(target.includes("[sceneId]") ? { sceneId: await newScene(videoId, deletedAt) } : {}),
      ...(target.includes("[segmentId]") ? { segmentId: await newSegment(id, deletedAt) } : {}),
      ...(target.includes("[noteId]") ? { noteId: await newNote(videoId, deletedAt) } : {}),
    };
  }

  async function newScene(videoId: number, deletedAt: Date | null): Promise<string> {
    const data = { videoId, key: randomUUID(), label: "Door", startMs: 0, endMs: 1_000, deletedAt };
    return String((await db.scene.create({ data })).id);
  }

  async function newSegment(campaignId: number, deletedAt: Date | null): Promise<string> {
    const data = { campaignId, name: "On a phone", expression: { device: ["phone"] }, deletedAt };
    return String((await db.savedSegment.create({ data })).id);
  }

  /** By the owner. */
  async function newNote(videoId: number, deletedAt: Date | null): Promise<string> {
    const data = { videoId, atMs: 0, text: "Here", authorId: owner.id, authorName: owner.name, deletedAt };
    return String((await db.timelineNote.create({ data })).id);
  }

  return {
    people,
    campaignId: live.id,
    slug: live.slug,
    newRespondent,
    /** Things to ask about, of their own for every request that may change them. */
    async prepare(row: AccessRow): Promise<Asked> {
      const { tokenSha256: resetSha256, token: reset } = mintLinkToken();
      const { tokenSha256, token } = mintLinkToken();
      if (row.body?.includes("$invitation") || row.target.startsWith("/invitation/")) {
        const email = `${randomUUID()}@example.org`;
        await db.invitation.create({
          data: { organisationId, email, role: "viewer", tokenSha256, expiresAt: inAnHour() },
        });
      }
      if (row.body?.includes("$reset") || row.target.startsWith("/reset-password/")) {
        const { id: userId } = await member("viewer");
        await savePasswordReset(db, { userId, tokenSha256: resetSha256, expiresAt: inAnHour() });
      }
      const [{ sessionKey }, ids] = [await newRespondent(), await idFor(row)];
      return {
        sessionKey,
        parts: {
          ...ids,
          token: row.target.startsWith("/reset-password/") ? reset : token,
          ...model,
          ...row.parts,
        },
        names: {
          password: PASSWORD,
          consent: consent.sha256,
          video: ids.videoId ?? "",
          email: `${randomUUID()}@example.org`,
          invitation: token,
          reset,
        },
      };
    },
  };
}

const manifestSchema = z.object({
  bundles: z.array(z.object({ folder: z.string(), files: z.array(z.object({ path: z.string() })) })),
});

/** Address of a model's file. The manifest's own module imports JSON, which not every loader of tests does. */
async function servedModel(): Promise<{ sha256: string; file: string }> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile("models/MANIFEST.json", "utf8")));
  const [bundle] = manifest.bundles;
  return { sha256: bundle?.folder ?? "", file: path.basename(bundle?.files[0]?.path ?? "") };
}

export type AccessWorld = Awaited<ReturnType<typeof createAccessWorld>>;
