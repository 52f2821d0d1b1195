import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { log } from "#lib/server/log.ts";
import type { Database } from "#lib/storage/database.ts";
import { removeMembersFactor } from "#lib/storage/second-factor.ts";
import { askPasswordAgain } from "./account-security.ts";
import { memberOf } from "./change-members.ts";
import { configuredMailServer, factorRemovedLetter, type MailServer, sendLetter } from "./letters.ts";

/**
 * An owner switches off the second factor that a member lost. The owner's password is asked again, the member is
 * signed out everywhere and told: by letter where there is a mail server, and in the studio until they have another
 * one. The log keeps who did it to whom. Throws `yourself` (one's own has its place in the account), `not-found`,
 * `too-many`, `wrong-password` or `no-second-factor`.
 */
export async function removeFactorOf(
  db: Database,
  owner: StudioUser,
  userId: number,
  { password, address }: { password: string; address: string },
  server: MailServer = configuredMailServer(),
): Promise<void> {
  if (userId === owner.id) {
    throw new AppError("yourself", "Switch your own second factor off on your account page.");
  }
  const member = await memberOf(db, owner, userId);
  await askPasswordAgain(db, owner, password, address);
  const removedBy = `${owner.name} <${owner.email}>`;
  if (!(await removeMembersFactor(db, owner.organisationId, userId, removedBy))) {
    throw new AppError("no-second-factor");
  }
  log().warn({ ownerId: owner.id, memberId: userId, address }, "an owner switched a second factor off");
  await sendLetter(factorRemovedLetter(member.email, removedBy), server);
}
