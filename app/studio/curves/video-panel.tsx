"use client";

import { ActionIcon, Alert, Group, Text } from "@mantine/core";
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconVolume, IconVolumeOff } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { clockTime } from "#lib/chart/axis-format.ts";
import classes from "./curves.module.css";
import { ShownSecond } from "./shown-second.tsx";
import { useCursorState, useTimeCursor } from "./use-time-cursor.ts";

interface VideoPanelProps {
  url: string;
  title: string;
  width: number;
  height: number;
}

/** The tested video on the page's clock; the charts beside it are its slider. */
export function VideoPanel({ url, title, width, height }: VideoPanelProps) {
  const cursor = useTimeCursor();
  const playing = useCursorState((state) => state.playing);
  const video = useRef<HTMLVideoElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const [muted, setMuted] = useState(false);
  const [failed, setFailed] = useState(false);

  useEffect(() => (video.current === null ? undefined : cursor.attach(video.current)), [cursor]);
  useEffect(
    () =>
      cursor.onFrame((seconds) => {
        if (bar.current === null) return;
        bar.current.style.transform = `scaleX(${Math.min(1, seconds / cursor.durationSeconds)})`;
      }),
    [cursor],
  );

  return (
    <div>
      <video
        ref={video}
        className={classes.video}
        src={url}
        style={{ aspectRatio: `${width} / ${height}` }}
        muted={muted}
        playsInline
        preload="auto"
        aria-label={title}
        data-testid="studio-video"
        onClick={() => cursor.toggle()}
        onError={() => setFailed(true)}
      />
      {failed && (
        <Alert mt="xs" color="red" variant="light" title="The video cannot be played">
          The curves stay usable. Check that the file is still in its place and that this browser plays it.
        </Alert>
      )}
      <div className={classes.progress} aria-hidden="true">
        <div ref={bar} className={classes.progressBar} />
      </div>
      <Group justify="space-between" mt={8} wrap="nowrap">
        <Group gap={8} wrap="nowrap">
          <ActionIcon
            variant="filled"
            size="lg"
            radius="xl"
            aria-label={playing ? "Pause" : "Play"}
            onClick={() => cursor.toggle()}
          >
            {playing ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
          </ActionIcon>
          <Text
            fz={{ base: 12, sm: 14 }}
            ff="monospace"
            className={classes.position}
            data-testid="video-position"
          >
            <ShownSecond /> <Text span inherit c="dimmed">{`/ ${clockTime(cursor.durationSeconds)}`}</Text>
          </Text>
        </Group>
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label={muted ? "Sound on" : "Sound off"}
          onClick={() => setMuted((was) => !was)}
        >
          {muted ? <IconVolumeOff size={18} /> : <IconVolume size={18} />}
        </ActionIcon>
      </Group>
    </div>
  );
}
