"use client";

import { Avatar, Menu, Text, UnstyledButton } from "@mantine/core";
import { IconLogout, IconSelector, IconUserCog } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { signOut } from "next-auth/react";
import { ColourSchemeToggle } from "#app/colour-scheme-toggle.tsx";
import { Wordmark } from "#app/wordmark.tsx";
import { PointedLink } from "./pointed-link.tsx";
import classes from "./studio.module.css";

interface StudioHeaderProps {
  name: string;
  email: string;
  role: string;
  organisation: string;
}

export function StudioHeader({ name, email, role, organisation }: StudioHeaderProps) {
  const path = usePathname();
  const inMembers = path.startsWith("/studio/members");
  const inModels = path.startsWith("/studio/models");
  const inCampaigns = path === "/studio" || path.startsWith("/studio/campaigns");
  return (
    <header className={classes.header}>
      <div className={classes.headerInner}>
        <PointedLink href="/studio" className={classes.home} aria-label="Reactline, studio">
          <Wordmark />
        </PointedLink>
        <span className={classes.organisation}>{organisation}</span>
        <nav className={classes.nav} aria-label="Studio">
          <PointedLink href="/studio" aria-current={inCampaigns ? "page" : undefined}>
            Campaigns
          </PointedLink>
          <PointedLink href="/studio/members" aria-current={inMembers ? "page" : undefined}>
            Members
          </PointedLink>
          <PointedLink href="/studio/models" aria-current={inModels ? "page" : undefined}>
            Models
          </PointedLink>
        </nav>
        <div className={classes.headerEnd}>
          <ColourSchemeToggle />
          <Menu position="bottom-end" width={240}>
            <Menu.Target>
              <UnstyledButton
                className={classes.user}
                aria-label={`Account of ${name}`}
                data-testid="user-menu"
              >
                <Avatar size={28} radius="xl" name={name} color="initials" />
                <IconSelector size={14} aria-hidden="true" />
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              <div className={classes.account}>
                <Text size="sm" fw={600} truncate>
                  {name}
                </Text>
                <Text size="xs" c="dimmed" truncate>
                  {email}
                </Text>
                <Text size="xs" c="dimmed" mt={4}>
                  {organisation}, {role}
                </Text>
              </div>
              <Menu.Divider />
              <Menu.Item component={Link} href="/studio/account" leftSection={<IconUserCog size={16} />}>
                Account
              </Menu.Item>
              <Menu.Item
                leftSection={<IconLogout size={16} />}
                onClick={() => signOut({ callbackUrl: "/sign-in" })}
              >
                Sign out
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
    </header>
  );
}
