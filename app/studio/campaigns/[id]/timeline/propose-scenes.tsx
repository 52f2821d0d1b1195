"use client";

import { Alert, Button, Checkbox, Group, Progress, Stack, Text, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { Dialog } from "#app/studio/dialog.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { spanText } from "#lib/chart/clock-text.ts";
import { type FrameSignature, proposeScenes } from "#lib/chart/film-cuts.ts";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import { MAX_SCENES, type SceneSpan } from "#lib/protocol/scenes.ts";
import classes from "./annotations.module.css";
import { FilmReader, FilmUnreadableError } from "./film-reader.ts";
import own from "./propose-scenes.module.css";

interface ProposeScenesProps {
  video: CampaignVideo;
  /** Answers whether they were stored. */
  onAccept: (scenes: SceneSpan[]) => Promise<boolean>;
  onClose: () => void;
}

interface Proposal extends SceneSpan {
  still: string;
  taken: boolean;
}

/** Pictures that are compared: enough to tell a cut from its neighbours, few enough for a film of half an hour. */
const MOST_FRAMES = 900;
const CLOSEST_MS = 200;

/** Looks through the film for its cuts, here in the browser, and proposes the scenes between them. */
export function ProposeScenes({ video, onAccept, onClose }: ProposeScenesProps) {
  const { count } = useNumberWords();
  const [progress, setProgress] = useState(0);
  const [proposals, setProposals] = useState<Proposal[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);

  useEffect(() => {
    const stop = new AbortController();
    readProposals(video, setProgress, stop.signal).then(setProposals, (error: unknown) => {
      if (stop.signal.aborted) return;
      setProblem(error instanceof FilmUnreadableError ? error.message : "The film could not be read.");
    });
    return () => stop.abort(new DOMException("closed", "AbortError"));
  }, [video]);

  const edit = (index: number, part: Partial<Proposal>) =>
    setProposals((all) => all?.map((one, at) => (at === index ? { ...one, ...part } : one)) ?? null);
  const taken = proposals?.filter((proposal) => proposal.taken) ?? [];
  const unnamed = taken.some(({ label }) => label.trim() === "");
  const accept = async () => {
    setSaving(true);
    const spans = taken.map(({ label, startMs, endMs }) => ({ label, startMs, endMs }));
    if (await onAccept(spans)) onClose();
    setSaving(false);
  };

  return (
    <Dialog opened onClose={onClose} title="Scenes from the film’s cuts" size="lg">
      {problem !== null && (
        <Alert color="red" variant="light" title="No proposals">
          {problem} You can still draw scenes or add them by hand.
        </Alert>
      )}
      {problem === null && proposals === null && (
        <Stack gap="xs" py="md">
          <Text size="sm" id="reading-film">
            Looking through the film for cuts …
          </Text>
          <Progress value={progress * 100} aria-labelledby="reading-film" />
        </Stack>
      )}
      {proposals !== null && (
        <>
          <p className={classes.lede}>
            {proposals.length === 1
              ? "No cut was found: the film is proposed as one scene."
              : `${count(proposals.length)} scenes between the cuts that were found. Name them, leave out what is none; their ends can be moved afterwards.`}
          </p>
          <ol className={classes.list} data-testid="proposals">
            {proposals.map((proposal, index) => (
              <li key={proposal.startMs} className={classes.row}>
                <Checkbox
                  aria-label={`Take ${spanText(proposal)}`}
                  checked={proposal.taken}
                  onChange={(event) => edit(index, { taken: event.currentTarget.checked })}
                />
                {/* biome-ignore lint/performance/noImgElement: made in this browser, never fetched */}
                <img className={own.still} src={proposal.still} alt="" />
                <TextInput
                  className={own.name}
                  aria-label={`Name of ${spanText(proposal)}`}
                  maxLength={80}
                  disabled={!proposal.taken}
                  value={proposal.label}
                  onChange={(event) => edit(index, { label: event.currentTarget.value })}
                />
                <span className={classes.time}>{spanText(proposal)}</span>
              </li>
            ))}
          </ol>
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              onClick={() => void accept()}
              loading={saving}
              disabled={taken.length === 0 || unnamed || taken.length > MAX_SCENES}
            >
              Add {taken.length === 1 ? "1 scene" : `${count(taken.length)} scenes`}
            </Button>
          </Group>
        </>
      )}
    </Dialog>
  );
}

async function readProposals(
  video: CampaignVideo,
  tell: (progress: number) => void,
  stop: AbortSignal,
): Promise<Proposal[]> {
  const reader = await FilmReader.open(video.url, stop);
  try {
    const stepMs = Math.max(CLOSEST_MS, video.durationMs / MOST_FRAMES);
    const frames: FrameSignature[] = [];
    for (let atMs = 0; atMs < video.durationMs; atMs += stepMs) {
      frames.push(await reader.signature(atMs, stop));
      tell(atMs / video.durationMs);
    }
    const spans = proposeScenes(frames, video.durationMs);
    const proposals: Proposal[] = [];
    for (const [index, span] of spans.entries()) {
      const still = await reader.still((span.startMs + span.endMs) / 2, stop);
      proposals.push({ ...span, label: `Scene ${index + 1}`, still, taken: true });
    }
    return proposals;
  } finally {
    reader.close();
  }
}
