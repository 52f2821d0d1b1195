"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { send } from "#app/api-client/send-json.ts";
import { toastDone } from "#app/studio/toasts.ts";
import { toastWithUndo } from "#app/studio/undo-toast.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";

/** What stands in the respondent's history when an exclusion was taken back at once. */
const UNDONE = "The exclusion was undone";

interface ExclusionButtonProps {
  campaignId: number;
  publicId: string;
  excluded: boolean;
}

/** Takes a respondent out of every number, or counts them again, each with a reason. */
export function ExclusionButton({ campaignId, publicId, excluded }: ExclusionButtonProps) {
  const router = useRouter();
  const [refreshing, start] = useTransition();
  const [asking, { open, close }] = useDisclosure(false);
  const address = `/api/campaigns/${campaignId}/sessions/${publicId}/exclusion`;
  const name = publicId.slice(0, 8);

  const decide = async (method: "POST" | "DELETE", reason: string) => {
    await send(method, address, { reason });
    start(() => router.refresh());
  };
  const exclude = async (reason: string) => {
    await decide("POST", reason);
    toastWithUndo(`${name} no longer counts.`, () => decide("DELETE", UNDONE));
  };
  const include = async (reason: string) => {
    await decide("DELETE", reason);
    toastDone(`${name} counts again, exactly as before.`);
  };

  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={refreshing}
        aria-label={excluded ? `Count ${name} again` : `Exclude ${name}`}
        onClick={open}
      >
        {excluded ? "Count again" : "Exclude"}
      </Button>
      {excluded ? (
        <ReasonDialog
          key="include"
          opened={asking}
          title={`Count respondent ${name} again?`}
          placeholder="The second face was a picture on the wall"
          confirmLabel="Count again"
          onConfirm={include}
          onClose={close}
        >
          Every number of this campaign follows at once, exactly as before the exclusion. Your reason is kept
          with the respondent.
        </ReasonDialog>
      ) : (
        <ReasonDialog
          key="exclude"
          opened={asking}
          title={`Exclude respondent ${name}?`}
          placeholder="Watched together with somebody else"
          confirmLabel="Exclude"
          onConfirm={exclude}
          onClose={close}
        >
          Every number of this campaign follows at once. The respondent stays in this list with your reason
          and can be counted again.
        </ReasonDialog>
      )}
    </>
  );
}
