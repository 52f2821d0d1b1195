import list from "#app/studio/list-table.module.css";
import { LocalTime } from "#app/studio/local-time.tsx";
import { type Member, ROLE_TEXTS } from "#lib/protocol/people.ts";
import { MemberActions } from "./member-actions.tsx";
import classes from "./members.module.css";
import { RoleSelect } from "./role-select.tsx";

interface MemberTableProps {
  members: readonly Member[];
  ownId: number;
  /** Owners change roles and remove; others read. */
  manages: boolean;
}

export function MemberTable({ members, ownId, manages }: MemberTableProps) {
  return (
    <div className={list.frame}>
      <table className={list.table} data-testid="member-table">
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">Role</th>
            {manages && <th scope="col">Second factor</th>}
            <th scope="col">Member since</th>
            {manages && (
              <th scope="col" className={classes.actions}>
                Actions
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.id}>
              <td className={list.lead}>
                <span className={classes.name}>{member.name}</span>
                {member.id === ownId && <span className={classes.mark}>You</span>}
                <small>{member.email}</small>
                {member.resetAskedAt !== null && (
                  <span className={classes.asks}>Asks for a new password: make the link under Actions</span>
                )}
              </td>
              <td data-label="Role">
                {manages ? (
                  <RoleSelect member={member} isSelf={member.id === ownId} />
                ) : (
                  ROLE_TEXTS[member.role].label
                )}
              </td>
              {manages && <td data-label="Second factor">{member.hasSecondFactor ? "On" : "Off"}</td>}
              <td data-label="Member since" data-muted>
                <LocalTime iso={member.joinedAt} dateOnly />
              </td>
              {manages && (
                <td data-label="Actions" className={classes.actions}>
                  <MemberActions member={member} isSelf={member.id === ownId} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
