import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { signedInHere } from "#app/studio/page-access.ts";
import { RemovedFactorNote } from "#app/studio/removed-factor-note.tsx";
import studio from "#app/studio/studio.module.css";
import { deviceName } from "#lib/chart/device-name.ts";
import { database } from "#lib/storage/database.ts";
import { readSecondFactor } from "#lib/storage/second-factor.ts";
import { listStudioSessions } from "#lib/storage/studio-sessions.ts";
import classes from "./account.module.css";
import { NameForm } from "./name-form.tsx";
import { PasswordForm } from "./password-form.tsx";
import { SecondFactorCard } from "./second-factor-card.tsx";
import { SessionCard } from "./session-card.tsx";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const { user, sessionId } = await signedInHere("/studio/account");
  const [factor, sessions] = await Promise.all([
    readSecondFactor(database(), user.id),
    listStudioSessions(database(), user.id),
  ]);
  return (
    <>
      <div className={studio.pageHead}>
        <div>
          <Title order={1}>Account</Title>
          <Text c="dimmed" size="sm" mt={4}>
            {user.email}, {user.role} of {user.organisationName}
          </Text>
        </div>
      </div>
      <RemovedFactorNote at={factor?.totpRemovedAt ?? null} by={factor?.totpRemovedBy ?? null} />
      <div className={classes.cards}>
        <NameForm name={user.name} />
        <PasswordForm email={user.email} />
        <SecondFactorCard
          isOn={factor !== null && factor.totpEnabledAt !== null}
          recoveryCodesLeft={factor?._count.recoveryCodes ?? 0}
        />
        <SessionCard
          sessions={sessions.map(({ id, createdAt, lastSeenAt, userAgent, address }) => ({
            id,
            isHere: id === sessionId,
            device: deviceName(userAgent),
            address,
            signedInAt: createdAt.toISOString(),
            lastSeenAt: lastSeenAt.toISOString(),
          }))}
        />
      </div>
    </>
  );
}
