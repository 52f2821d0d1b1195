import { z } from "zod";

export const ROLES = ["owner", "editor", "researcher", "viewer"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** What a role may do, for the person who gives it. */
export const ROLE_TEXTS: Record<Role, { label: string; may: string }> = {
  owner: { label: "Owner", may: "Everything, and decides who is a member" },
  editor: { label: "Editor", may: "Runs campaigns, sees single respondents, takes every file away" },
  researcher: { label: "Researcher", may: "Reads charts, takes the respondents' rows away as files" },
  viewer: { label: "Viewer", may: "Reads charts and takes their numbers away" },
};

export const SHORTEST_PASSWORD = 12;

export const emailSchema = z
  .email("Enter an e-mail address")
  .max(200, "That is longer than an e-mail address may be")
  .transform((email) => email.toLowerCase());
export const personNameSchema = z.string().trim().min(1, "Enter a name").max(120, "At most 120 characters");
export const newPasswordSchema = z
  .string()
  .min(SHORTEST_PASSWORD, `At least ${SHORTEST_PASSWORD} characters`)
  .max(200, "At most 200 characters");
const knownPasswordSchema = z.string().min(1, "Enter your password").max(200);
const linkTokenSchema = z.string().regex(/^[\w-]{20,100}$/);

export const memberSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  /** ISO 8601. */
  joinedAt: z.string(),
  hasSecondFactor: z.boolean(),
  /** Set when they wait for an owner to make them a link to a new password; owners alone are told. */
  resetAskedAt: z.string().nullable(),
});
export type Member = z.infer<typeof memberSchema>;

export const invitationSchema = z.object({
  id: z.number().int(),
  email: z.string(),
  role: roleSchema,
  invitedBy: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** GET /api/members. Invitations are for owners; others get none. */
export const membersResponse = z.object({
  members: z.array(memberSchema),
  invitations: z.array(invitationSchema),
});
export type Members = z.infer<typeof membersResponse>;

/** POST /api/members/invitations. */
export const inviteRequest = z.object({ email: emailSchema, role: roleSchema });

/** A link that is shown once: a path of this site, and what became of the letter. */
export const linkResponse = z.object({
  path: z.string(),
  expiresAt: z.string(),
  /** "off" when this server sends no e-mail. */
  mail: z.enum(["sent", "failed", "off"]),
});
export type LinkResponse = z.infer<typeof linkResponse>;

/** POST /api/members/<id>/reset-link: no path when it went by mail, for then it is nobody else's to see. */
export const resetLinkResponse = linkResponse.extend({ path: z.string().nullable() });
export type ResetLinkResponse = z.infer<typeof resetLinkResponse>;

/** PATCH /api/members/<id>. */
export const changeRoleRequest = z.object({ role: roleSchema });

/** POST /api/invitations/accept. */
export const acceptInvitationRequest = z.object({
  token: linkTokenSchema,
  name: personNameSchema,
  password: newPasswordSchema,
});
/** The address to sign in with. */
export const accountResponse = z.object({ email: z.string() });

/** POST /api/password-resets: the answer is the same whether there is such an account or not. */
export const askResetRequest = z.object({ email: emailSchema });
/** POST /api/password-resets/use. */
export const useResetRequest = z.object({ token: linkTokenSchema, password: newPasswordSchema });

/** PATCH /api/account. */
export const renameRequest = z.object({ name: personNameSchema });
/** POST /api/account/password. */
export const changePasswordRequest = z.object({ current: knownPasswordSchema, next: newPasswordSchema });
/** POST and DELETE /api/account/second-factor, DELETE /api/members/<id>/second-factor: the password is asked again. */
export const passwordAgainRequest = z.object({ password: knownPasswordSchema });
/** PUT /api/account/second-factor: a code of the app confirms that it has the secret. */
export const confirmCodeRequest = z.object({
  code: z
    .string()
    .transform((typed) => typed.replace(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "Enter the six digits that the app shows")),
});
/** A secret that is still to be confirmed; the QR code as SVG holds the same as the URI. */
export const pendingSecondFactor = z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() });
export type PendingSecondFactor = z.infer<typeof pendingSecondFactor>;
/** Shown once. */
export const recoveryCodesResponse = z.object({ recoveryCodes: z.array(z.string()) });
/** DELETE /api/account/sessions: every session but the one that asks. */
export const endedSessionsResponse = z.object({ ended: z.number().int() });
