import { Title } from "@mantine/core";
import { Fragment } from "react";
import { ROLE_TEXTS, ROLES } from "#lib/protocol/people.ts";
import classes from "./members.module.css";

export function RoleKey() {
  return (
    <section className={classes.section} aria-labelledby="role-key">
      <Title order={2} id="role-key">
        What each role may do
      </Title>
      <dl className={classes.key}>
        {ROLES.map((role) => (
          <Fragment key={role}>
            <dt>{ROLE_TEXTS[role].label}</dt>
            <dd>{ROLE_TEXTS[role].may}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
