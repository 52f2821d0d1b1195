import { Group } from "@mantine/core";
import type { ReactNode } from "react";
import { LinkButton } from "#app/link-button.tsx";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import { type PageParams, withoutFilms } from "./film-address.ts";

interface UnknownFilmProps {
  /** The page that was asked for, without its query. */
  page: string;
  params: PageParams;
  videos: readonly CampaignVideo[];
}

/** In place of a page whose address names a film that the campaign has not: what it has, and no number of another. */
export function UnknownFilm({ page, params, videos }: UnknownFilmProps) {
  const hrefOf = (videoId: number) => {
    const query = withoutFilms(params, ["videoId"]);
    query.set("videoId", String(videoId));
    return `${page}?${query}`;
  };
  return (
    <UnknownFilmNote>
      {videos.map(({ id, title }) => (
        <LinkButton key={id} href={hrefOf(id)} variant="default" size="sm">
          {title}
        </LinkButton>
      ))}
    </UnknownFilmNote>
  );
}

/** The same of the page that compares two films. */
export function UnknownCuts({ page, params }: Omit<UnknownFilmProps, "videos">) {
  return (
    <UnknownFilmNote>
      <LinkButton href={`${page}?${withoutFilms(params, ["a", "b"])}`} variant="default" size="sm">
        Compare the campaign’s cuts
      </LinkButton>
    </UnknownFilmNote>
  );
}

function UnknownFilmNote({ children }: { children: ReactNode }) {
  return (
    <EmptyNote title="This film is not in this campaign">
      The address is wrong, or the film was removed. Nothing is shown of another one in its place.
      <Group justify="center" mt="md" gap="sm">
        {children}
      </Group>
    </EmptyNote>
  );
}
