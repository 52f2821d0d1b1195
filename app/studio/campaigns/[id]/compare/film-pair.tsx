"use client";

import { ActionIcon, Alert } from "@mantine/core";
import { IconVolume, IconVolumeOff } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { VideoPanel } from "#app/studio/curves/video-panel.tsx";
import { counterpartAt } from "#lib/chart/comparison-curve.ts";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import type { Comparison } from "#lib/protocol/comparison.ts";
import classes from "./compare.module.css";

interface FilmPairProps {
  a: CampaignVideo;
  b: CampaignVideo;
  comparison: Pick<Comparison, "alignment" | "points">;
}

/** Both films on the page's one clock; of cuts of different length, each scene of one beside the same of the other. */
export function FilmPair({ a, b, comparison }: FilmPairProps) {
  return (
    <div className={classes.films}>
      <figure>
        <figcaption className={classes.filmName}>
          <i className={classes.swatchA} /> {a.title}
        </figcaption>
        <VideoPanel key={a.id} url={a.url} title={a.title} width={a.width} height={a.height} />
      </figure>
      <figure>
        <figcaption className={classes.filmName}>
          <i className={classes.swatchB} /> {b.title}
        </figcaption>
        <Companion key={b.id} video={b} comparison={comparison} />
      </figure>
    </div>
  );
}

/** The film that goes where the first one goes. It begins without sound: two sounds at once are none. */
function Companion({ video, comparison }: { video: CampaignVideo; comparison: FilmPairProps["comparison"] }) {
  const cursor = useTimeCursor();
  const element = useRef<HTMLVideoElement>(null);
  const [muted, setMuted] = useState(true);
  const [failed, setFailed] = useState(false);
  const { alignment, points } = comparison;
  useEffect(() => {
    if (element.current === null) return undefined;
    return cursor.accompany(element.current, (seconds) =>
      alignment === "seconds" ? seconds : counterpartAt(points, seconds),
    );
  }, [cursor, alignment, points]);
  return (
    <div className={classes.companion}>
      <video
        ref={element}
        src={video.url}
        style={{ aspectRatio: `${video.width} / ${video.height}` }}
        muted={muted}
        playsInline
        preload="auto"
        aria-label={video.title}
        data-testid="companion-video"
        onClick={() => cursor.toggle()}
        onError={() => setFailed(true)}
      />
      {failed && (
        <Alert mt="xs" color="red" variant="light" title="The video cannot be played">
          The curves stay usable.
        </Alert>
      )}
      <ActionIcon
        className={classes.companionSound}
        variant="default"
        size="md"
        aria-label={muted ? `Sound of ${video.title} on` : `Sound of ${video.title} off`}
        onClick={() => setMuted((was) => !was)}
      >
        {muted ? <IconVolumeOff size={16} /> : <IconVolume size={16} />}
      </ActionIcon>
    </div>
  );
}
