import { Title } from "@mantine/core";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import list from "#app/studio/list-table.module.css";
import { LocalTime } from "#app/studio/local-time.tsx";
import { type Invitation, ROLE_TEXTS } from "#lib/protocol/people.ts";
import classes from "./members.module.css";
import { WithdrawButton } from "./withdraw-button.tsx";

export function InvitationTable({ invitations }: { invitations: readonly Invitation[] }) {
  const now = new Date().toISOString();
  return (
    <section className={classes.section} aria-labelledby="open-invitations">
      <Title order={2} id="open-invitations">
        Open invitations
      </Title>
      {invitations.length === 0 ? (
        <EmptyNote title="Nobody is invited at the moment">
          An invitation is a link that works once, for seven days.
        </EmptyNote>
      ) : (
        <div className={list.frame}>
          <table className={list.table} data-testid="invitation-table">
            <thead>
              <tr>
                <th scope="col">Address</th>
                <th scope="col">Role</th>
                <th scope="col">Good until</th>
                <th scope="col" className={classes.actions}>
                  Actions
                </th>
              </tr>
            </thead>
            <tbody>
              {invitations.map((invitation) => (
                <tr key={invitation.id}>
                  <td className={list.lead}>
                    <span className={classes.name}>{invitation.email}</span>
                    {invitation.invitedBy !== null && <small>Invited by {invitation.invitedBy}</small>}
                  </td>
                  <td data-label="Role">{ROLE_TEXTS[invitation.role].label}</td>
                  <td data-label="Good until" data-muted>
                    {invitation.expiresAt < now ? "Expired" : <LocalTime iso={invitation.expiresAt} />}
                  </td>
                  <td data-label="Actions" className={classes.actions}>
                    <WithdrawButton invitation={invitation} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
