import "@mantine/charts/styles.css";
import "@mantine/notifications/styles.css";
import type { ReactNode } from "react";
import { currentUser } from "#lib/auth/studio-user.ts";
import classes from "./studio.module.css";
import { StudioDialogs } from "./studio-dialogs.tsx";
import { StudioHeader } from "./studio-header.tsx";

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const user = await currentUser();
  // The page asks itself, and leads back to its own address after signing in.
  if (user === null) return children;
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      <StudioHeader
        name={user.name}
        email={user.email}
        role={user.role}
        organisation={user.organisationName}
      />
      <main id="content" className={classes.main}>
        <StudioDialogs>{children}</StudioDialogs>
      </main>
    </div>
  );
}
