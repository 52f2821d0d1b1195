"use client";

import { CloseButton, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useOptimistic, useState, useTransition } from "react";
import { LOSS_LABELS } from "#lib/chart/losses.ts";
import { DEVICE_LABELS, gradeText, SESSION_STATE_LABELS } from "#lib/chart/quality-labels.ts";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import type { SegmentVariable } from "#lib/protocol/campaign-setup.ts";
import { DEVICE_KINDS } from "#lib/protocol/segment.ts";
import { BASELINE_FILTERS, GRADE_FILTERS, SESSION_STATES } from "#lib/protocol/session-list.ts";
import { LOSS_REASONS } from "#lib/protocol/viewer-second.ts";
import { type ListAddress, listHref } from "./list-address.ts";
import classes from "./sessions.module.css";

interface SessionFiltersProps {
  base: string;
  address: Partial<ListAddress>;
  variables: readonly SegmentVariable[];
  videos: readonly CampaignVideo[];
  /** Versions of the consent text that were agreed to. */
  consentVersions: readonly string[];
}

const STATES = SESSION_STATES.map((value) => ({ value, label: SESSION_STATE_LABELS[value] }));
const COUNTED = [
  { value: "all", label: "All of them" },
  { value: "counted", label: "Counted only" },
  { value: "excluded", label: "Excluded only" },
];
const DEVICES = DEVICE_KINDS.map((value) => ({ value, label: DEVICE_LABELS[value] }));
const QUALITY = GRADE_FILTERS.map((value) => ({
  value,
  label: value === "none" ? "Not graded: never finished" : `Quality ${gradeText(Number(value))}`,
}));

const LOSSES = LOSS_REASONS.map((value) => ({ value, label: LOSS_LABELS[value] }));
const BASELINE_LABELS = { with: "With a baseline", without: "Without a baseline" };
const BASELINES = BASELINE_FILTERS.map((value) => ({ value, label: BASELINE_LABELS[value] }));

/** Which respondents are listed. Each choice asks the server again, from the first page. */
export function SessionFilters({
  base,
  address: drawn,
  variables,
  videos,
  consentVersions,
}: SessionFiltersProps) {
  const router = useRouter();
  const [busy, start] = useTransition();
  // A choice that is made while another is on its way goes on from it.
  const [address, ask] = useOptimistic(drawn, (asked, changes: Partial<ListAddress>) => ({
    ...asked,
    ...changes,
  }));
  const [respondent, setRespondent] = useState(address.respondent ?? "");
  const show = (changes: Partial<ListAddress>) =>
    start(() => {
      ask(changes);
      router.replace(listHref(base, address, changes), { scroll: false });
    });
  const search = (text: string) => show({ respondent: text.trim().toLowerCase() || undefined });
  return (
    <search className={classes.filters} aria-busy={busy}>
      {videos.length > 1 && (
        <Select
          aria-label="Cut"
          placeholder="Every cut"
          data={videos.map(({ id, title }) => ({ value: String(id), label: title }))}
          value={address.videoId ?? null}
          onChange={(videoId) => show({ videoId: videoId ?? undefined })}
          clearable
        />
      )}
      <Select
        aria-label="State"
        placeholder="Every state"
        data={STATES}
        value={address.state ?? null}
        onChange={(state) => show({ state: state ?? undefined })}
        clearable
      />
      <Select
        aria-label="Counted"
        data={COUNTED}
        value={address.counted ?? "all"}
        onChange={(counted) => show({ counted: counted ?? undefined })}
        allowDeselect={false}
      />
      {variables.length > 0 && (
        <Select
          aria-label="Segment"
          placeholder="Every segment"
          data={variables.map(({ key, title, values }) => ({
            group: title,
            items: values.map((value) => ({ value: `${key}:${value}`, label: value })),
          }))}
          value={address.variable ?? null}
          onChange={(variable) => show({ variable: variable ?? undefined })}
          clearable
          searchable
        />
      )}
      <Select
        aria-label="Quality"
        placeholder="Every quality"
        data={QUALITY}
        value={address.grade ?? null}
        onChange={(grade) => show({ grade: grade ?? undefined })}
        clearable
      />
      <Select
        aria-label="Device"
        placeholder="Every device"
        data={DEVICES}
        value={address.device ?? null}
        onChange={(device) => show({ device: device ?? undefined })}
        clearable
      />
      <Select
        aria-label="Baseline"
        placeholder="Baseline or none"
        data={BASELINES}
        value={address.baseline ?? null}
        onChange={(baseline) => show({ baseline: baseline ?? undefined })}
        clearable
      />
      <Select
        aria-label="Lost to"
        placeholder="Losses or none"
        data={LOSSES}
        value={address.loss ?? null}
        onChange={(loss) => show({ loss: loss ?? undefined })}
        clearable
      />
      {consentVersions.length > 0 && (
        <Select
          aria-label="Consent text"
          placeholder="Every consent text"
          data={consentVersions.map((value) => ({ value, label: `Text ${value}` }))}
          value={address.consent ?? null}
          onChange={(consent) => show({ consent: consent ?? undefined })}
          clearable
        />
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search(respondent);
        }}
      >
        <TextInput
          aria-label="Beginning of a respondent’s id"
          placeholder="Respondent’s id"
          leftSection={<IconSearch size={16} />}
          maxLength={36}
          value={respondent}
          onChange={(event) => setRespondent(event.currentTarget.value)}
          rightSection={
            respondent !== "" && (
              <CloseButton
                aria-label="Every respondent"
                onClick={() => {
                  setRespondent("");
                  search("");
                }}
              />
            )
          }
        />
      </form>
    </search>
  );
}
