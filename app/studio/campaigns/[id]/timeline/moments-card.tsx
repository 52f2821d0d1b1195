"use client";

import { Alert, Skeleton, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useKeptJson } from "#app/studio/api-client/use-kept-answer.ts";
import { useTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { clockTime } from "#lib/chart/axis-format.ts";
import { momentSentence } from "#lib/chart/moment-words.ts";
import type { NumberWords } from "#lib/chart/number-words.ts";
import { type Selection, timelineQueryString } from "#lib/chart/selection.ts";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import { FEW_VIEWERS, MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import { type Moment, type Moments, momentsSchema } from "#lib/protocol/moments.ts";
import classes from "./annotations.module.css";
import { EverybodyNote } from "./everybody-note.tsx";
import { FilmReader } from "./film-reader.ts";
import own from "./moments-card.module.css";
import { OnceWanted } from "./once-wanted.tsx";

interface MomentsCardProps {
  campaignId: number;
  video: CampaignVideo;
  selection: Selection;
  /** Several segments lie over each other, and the moments are of none of them. */
  ofEverybody: boolean;
  /** Changes whenever the campaign's numbers have; then the moments are asked for again. */
  version: string;
}

/**
 * What stands out, found by test and not by eye: a picture of the film, and what happened there in words. The test may
 * look at every viewer, and the pictures are decoded here: both begin when the reader comes near or rests, not under a
 * drag over the curves.
 */
export function MomentsCard({ campaignId, video, selection, ofEverybody, version }: MomentsCardProps) {
  const [wanted, setWanted] = useState(false);
  const query = `${timelineQueryString(selection)}&measure=${selection.measure}`;
  const { count } = useNumberWords();
  const {
    answer: data,
    error,
    stale,
  } = useKeptJson(wanted ? `/api/campaigns/${campaignId}/moments?${query}` : null, momentsSchema, {
    version,
  });
  // Not of the film before, whose moments stay in sight for a moment.
  const stills = useStills(video, stale ? undefined : data?.moments);
  return (
    <section
      className={classes.card}
      aria-labelledby="moments-title"
      data-stale={stale || undefined}
      aria-busy={stale}
    >
      {!wanted && <OnceWanted tell={() => setWanted(true)} />}
      <header className={classes.head}>
        <div>
          <h2 id="moments-title" className={classes.title}>
            Moments
          </h2>
          {ofEverybody && <EverybodyNote />}
          <p className={classes.lede}>
            Seconds that differ from each viewer’s own mean over the film (t, Holm over every second and
            curve) and stand out from the seconds around them by five points or more.
          </p>
        </div>
      </header>
      {error !== undefined && (
        <Alert color="red" variant="light" title="The moments could not be loaded">
          {error.message}
        </Alert>
      )}
      {data === undefined && error === undefined && <Skeleton height={190} radius="md" />}
      {data?.moments.length === 0 && (
        <Text size="sm" c="dimmed" data-testid="no-moments">
          {emptyWords(data, count)}
        </Text>
      )}
      {data !== undefined && data.moments.length > 0 && (
        <ol className={own.grid} data-testid="moments">
          {data.moments.map((moment) => (
            <MomentTile
              key={`${moment.curve}-${moment.second}`}
              moment={moment}
              measure={data.measure}
              still={stills.get(moment.second)}
              aspectRatio={video.width / video.height}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

function emptyWords({ viewers }: Moments, count: NumberWords["count"]): string {
  if (viewers < MIN_AUDIENCE)
    return `${count(viewers)} of ${MIN_AUDIENCE} viewers: too few to test anything.`;
  const few =
    viewers < FEW_VIEWERS
      ? ` With ${count(viewers)} viewers only strong reactions can be told from chance.`
      : "";
  return `No second stands out.${few}`;
}

interface MomentTileProps {
  moment: Moment;
  measure: Moments["measure"];
  still: string | undefined;
  aspectRatio: number;
}

function MomentTile({ moment, measure, still, aspectRatio }: MomentTileProps) {
  const cursor = useTimeCursor();
  const words = useNumberWords();
  return (
    <li>
      <button type="button" className={own.tile} onClick={() => cursor.seek(moment.second)}>
        <span className={own.picture} style={{ aspectRatio }}>
          {/* biome-ignore lint/performance/noImgElement: made in this browser, never fetched */}
          {still !== undefined && <img src={still} alt="" />}
          <span className={own.time}>{clockTime(moment.second)}</span>
        </span>
        <span className={own.words}>{momentSentence(moment, measure, words)}</span>
      </button>
    </li>
  );
}

const NO_STILLS: ReadonlyMap<number, string> = new Map();

/** The film's picture at each moment, by second; they come one after the other. */
function useStills(
  video: CampaignVideo,
  moments: readonly Moment[] | undefined,
): ReadonlyMap<number, string> {
  const [stills, setStills] = useState({ url: video.url, bySecond: NO_STILLS });
  const wanted = [...new Set(moments?.map(({ second }) => second) ?? [])].join(" ");
  useEffect(() => {
    if (wanted === "") return;
    const stop = new AbortController();
    const read = async () => {
      const reader = await FilmReader.open(video.url, stop.signal);
      try {
        for (const second of wanted.split(" ").map(Number)) {
          const still = await reader.still((second + 0.5) * 1000, stop.signal);
          setStills(({ url, bySecond }) => ({
            url: video.url,
            bySecond: new Map(url === video.url ? bySecond : NO_STILLS).set(second, still),
          }));
        }
      } finally {
        reader.close();
      }
    };
    // Without its picture a moment still has its time and its sentence.
    read().catch(() => undefined);
    return () => stop.abort(new DOMException("closed", "AbortError"));
  }, [video.url, wanted]);
  return stills.url === video.url ? stills.bySecond : NO_STILLS;
}
