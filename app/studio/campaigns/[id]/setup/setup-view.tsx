"use client";

import { Alert } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import classes from "#app/studio/campaigns/setup-card.module.css";
import type { CampaignSetup } from "#lib/protocol/campaign-setup.ts";
import { AttestationSection } from "./attestation-section.tsx";
import { EndSection } from "./end-section.tsx";
import { FieldworkPanel } from "./fieldwork-panel.tsx";
import { PlanSection } from "./plan-section.tsx";
import { QualitySection } from "./quality-section.tsx";
import { VariablesSection } from "./variables-section.tsx";
import { VideoSection } from "./video-section.tsx";
import { WordsSection } from "./words-section.tsx";

interface SetupViewProps {
  setup: CampaignSetup;
  /** The reader may change it; others read. */
  manages: boolean;
  maxVideoMb: number;
  deletedKeptDays: number;
}

/** A campaign from its words to its end. What viewers have consented to can only be read. */
export function SetupView({ setup, manages, maxVideoMb, deletedKeptDays }: SetupViewProps) {
  const editable = manages && setup.status === "draft";
  return (
    <div className={classes.columns}>
      <div className={classes.sections}>
        {manages && !editable && (
          <Alert variant="default" icon={<IconLock size={18} />} title="Fixed since it was published">
            Viewers consent to these words, and numbers are only comparable when nothing changes between them.
            To test something else, make another campaign.
          </Alert>
        )}
        <WordsSection setup={setup} editable={editable} />
        <VideoSection setup={setup} editable={editable} maxVideoMb={maxVideoMb} />
        {setup.videos.length > 1 && <PlanSection setup={setup} editable={editable} />}
        <VariablesSection setup={setup} editable={editable} />
        <QualitySection setup={setup} editable={editable} />
        <AttestationSection setup={setup} editable={editable} />
        {manages && <EndSection setup={setup} deletedKeptDays={deletedKeptDays} />}
      </div>
      <FieldworkPanel setup={setup} manages={manages} />
    </div>
  );
}
