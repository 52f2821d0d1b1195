import type { ReactNode } from "react";
import { database } from "#lib/storage/database.ts";
import { readOrganisation } from "#lib/storage/read-organisation.ts";
import { signedInUser } from "./page-access.ts";
import { StudioHeader } from "./studio-header.tsx";
import classes from "./studio.module.css";

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const user = await signedInUser("/studio");
  const organisation = await readOrganisation(database(), user.organisationId);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      <StudioHeader
        name={user.name}
        email={user.email}
        role={user.role}
        organisation={organisation?.name ?? "Organisation"}
      />
      <main id="content" className={classes.main}>
        {children}
      </main>
    </div>
  );
}
