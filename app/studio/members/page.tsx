import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { signedInUser } from "#app/studio/page-access.ts";
import classes from "#app/studio/studio.module.css";
import { memberList } from "#lib/people/member-list.ts";
import { database } from "#lib/storage/database.ts";
import { InvitationTable } from "./invitation-table.tsx";
import { InviteButton } from "./invite-button.tsx";
import { MemberTable } from "./member-table.tsx";
import { RoleKey } from "./role-key.tsx";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage() {
  const user = await signedInUser("/studio/members");
  const { members, invitations } = await memberList(database(), user);
  const isOwner = user.role === "owner";
  return (
    <>
      <div className={classes.pageHead}>
        <div>
          <Title order={1}>Members</Title>
          <Text c="dimmed" size="sm" mt={4}>
            {isOwner
              ? `Who works on the campaigns of ${user.organisationName}, and what they may do.`
              : `Who works on the campaigns of ${user.organisationName}. Owners invite people and give roles.`}
          </Text>
        </div>
        {isOwner && <InviteButton />}
      </div>
      <MemberTable members={members} ownId={user.id} manages={isOwner} />
      {isOwner && <InvitationTable invitations={invitations} />}
      <RoleKey />
    </>
  );
}
