"use client";

import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { LinkButton } from "#app/link-button.tsx";
import { type ConsentParts, ConsentStep } from "#app/watch/[slug]/consent-step.tsx";
import { DeclinedStep } from "#app/watch/[slug]/declined-step.tsx";
import { StepHeading, StepPage } from "#app/watch/[slug]/step-page.tsx";
import { INITIAL_STATE } from "#lib/capture/journey-state.ts";
import classes from "./preview-journey.module.css";

interface PreviewVideo {
  title: string;
  url: string;
  durationMs: number;
}

interface PreviewJourneyProps {
  campaignId: number;
  title: string;
  organisation: string;
  videos: readonly PreviewVideo[];
  consent: ConsentParts;
}

type Step = "consent" | "declined" | "camera" | "done" | { video: number };

/** The viewer's own consent page and film; where the camera would be, a sentence says what happens there. */
export function PreviewJourney({ campaignId, title, organisation, videos, consent }: PreviewJourneyProps) {
  const [step, setStep] = useState<Step>("consent");
  const actions = { consent: async () => setStep("camera"), decline: async () => setStep("declined") };
  return (
    <div className={classes.preview}>
      <div className={classes.bar} role="note" data-testid="preview-bar">
        <span>
          <strong>Preview.</strong> No camera, no session: nothing is stored.
        </span>
        <Group gap="xs">
          {step !== "consent" && (
            <Button size="compact-sm" variant="default" onClick={() => setStep("consent")}>
              From the start
            </Button>
          )}
          <LinkButton href={`/studio/campaigns/${campaignId}/setup`} size="compact-sm" variant="default">
            Leave preview
          </LinkButton>
        </Group>
      </div>
      {step === "consent" && (
        <ConsentStep
          title={title}
          organisation={organisation}
          videoMs={videos.reduce((sum, { durationMs }) => sum + durationMs, 0)}
          consent={consent}
          session={actions}
          state={{ ...INITIAL_STATE, phase: "consent" }}
        />
      )}
      {step === "declined" && <DeclinedStep organisation={organisation} />}
      {step === "camera" && (
        <StepPage>
          <StepHeading arrive>Here the camera is asked for</StepHeading>
          <Text c="dimmed" mb="lg">
            A viewer now allows the camera, sees their own picture, is told about light and distance, and
            looks at a dot for five seconds with a calm face. That takes under a minute; then the film begins.
          </Text>
          <Button size="md" onClick={() => setStep({ video: 0 })}>
            Go on to the film
          </Button>
        </StepPage>
      )}
      {typeof step === "object" && (
        <PreviewFilm
          video={videos[step.video]}
          onEnd={() => setStep(step.video + 1 < videos.length ? { video: step.video + 1 } : "done")}
        />
      )}
      {step === "done" && (
        <StepPage>
          <StepHeading arrive>Thank you</StepHeading>
          <Text c="dimmed">
            A viewer is thanked here, told what was stored, and given a receipt number. This preview has
            stored nothing.
          </Text>
        </StepPage>
      )}
    </div>
  );
}

function PreviewFilm({ video, onEnd }: { video: PreviewVideo | undefined; onEnd: () => void }) {
  const [failed, setFailed] = useState(false);
  if (!video) return null;
  return (
    <main className={classes.stage}>
      {/* biome-ignore lint/a11y/useMediaCaption: a stimulus is shown as its maker made it */}
      <video
        key={video.url}
        className={classes.film}
        src={video.url}
        aria-label={`Video: ${video.title}`}
        data-testid="preview-film"
        autoPlay
        controls
        playsInline
        onEnded={onEnd}
        onError={() => setFailed(true)}
      />
      <Group justify="space-between" p="xs" w="100%">
        <Text size="sm" role={failed ? "alert" : undefined}>
          {failed
            ? "This browser cannot play the video. Upload it as mp4 (H.264)."
            : "A viewer sees no controls."}
        </Text>
        <Button size="xs" variant="white" onClick={onEnd}>
          Skip
        </Button>
      </Group>
    </main>
  );
}
