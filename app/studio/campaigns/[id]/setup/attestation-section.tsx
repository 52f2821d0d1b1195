"use client";

import { Checkbox, Text } from "@mantine/core";
import { send } from "#app/studio/api-client/send-json.ts";
import { useChange } from "#app/studio/api-client/use-change.ts";
import { LocalTime } from "#app/studio/local-time.tsx";
import { ATTESTATION, type CampaignSetup } from "#lib/protocol/campaign-setup.ts";
import { SetupSection } from "./setup-section.tsx";

/** Reading expressions at work or in education is forbidden (EU AI Act 5(1)(f)): nothing is published without it. */
export function AttestationSection({ setup, editable }: { setup: CampaignSetup; editable: boolean }) {
  const { change, busy } = useChange();
  const { attestation } = setup;
  const attest = (attested: boolean) =>
    change(
      () =>
        send(
          "PUT",
          `/api/campaigns/${setup.id}/attestation`,
          attested ? { attested, text: ATTESTATION } : { attested },
        ),
      attested ? "Attested: kept with your name and the time" : "The attestation is taken back",
    );
  return (
    <SetupSection
      title="Who is invited"
      lede="Reading people’s expressions at work or in education is against the law in the European Union, and never fair. Without this a campaign cannot be published."
    >
      <Checkbox
        checked={attestation !== null}
        disabled={!editable || busy}
        onChange={(event) => void attest(event.currentTarget.checked)}
        label={attestation?.text ?? ATTESTATION}
      />
      {attestation !== null && (
        <Text size="sm" c="dimmed" mt="sm" data-testid="attested">
          Attested {attestation.by !== null && <>by {attestation.by} </>}on <LocalTime iso={attestation.at} />
        </Text>
      )}
    </SetupSection>
  );
}
