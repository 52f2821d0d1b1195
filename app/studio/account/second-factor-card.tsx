"use client";

import { Button, Modal, Text } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { send, sendJson } from "#app/api-client/send-json.ts";
import { toastDone } from "#app/studio/toasts.ts";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { type PendingSecondFactor, pendingSecondFactor } from "#lib/protocol/people.ts";
import { Card } from "./card.tsx";
import { ConfirmCodeForm } from "./confirm-code-form.tsx";
import { PasswordAgainForm } from "./password-again-form.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

type Step =
  | { name: "closed" }
  | { name: "password" }
  | { name: "code"; pending: PendingSecondFactor }
  | { name: "codes"; codes: readonly string[] }
  | { name: "switch-off" };

const TITLES: Record<Step["name"], string> = {
  closed: "",
  password: "Switch on the second factor",
  code: "Add Reactline to your app",
  codes: "Keep these recovery codes",
  "switch-off": "Switch off the second factor",
};

const ROUTE = "/api/account/second-factor";

export function SecondFactorCard({ isOn, recoveryCodesLeft }: { isOn: boolean; recoveryCodesLeft: number }) {
  const router = useRouter();
  const { count } = useNumberWords();
  const [step, setStep] = useState<Step>({ name: "closed" });
  const close = () => {
    setStep({ name: "closed" });
    router.refresh();
  };
  return (
    <Card
      title="Second factor"
      lead="A code from an authenticator app on your telephone, asked for beside your password."
    >
      {isOn ? (
        <>
          <Text size="sm" mb="md" data-testid="second-factor-state">
            On. {count(recoveryCodesLeft)} of your recovery codes are unused.
          </Text>
          <Button variant="default" onClick={() => setStep({ name: "switch-off" })}>
            Switch off
          </Button>
        </>
      ) : (
        <Button onClick={() => setStep({ name: "password" })}>Switch on</Button>
      )}
      <Modal
        opened={step.name !== "closed"}
        onClose={close}
        title={TITLES[step.name]}
        centered
        // Codes that are shown once must not go by a slip of the hand.
        closeOnClickOutside={step.name !== "codes"}
        closeOnEscape={step.name !== "codes"}
        withCloseButton={step.name !== "codes"}
      >
        {step.name === "password" && (
          <PasswordAgainForm
            label="Continue"
            onPassword={async (password) =>
              setStep({
                name: "code",
                pending: await sendJson("POST", ROUTE, { password }, pendingSecondFactor),
              })
            }
          />
        )}
        {step.name === "code" && (
          <ConfirmCodeForm
            pending={step.pending}
            onConfirmed={(codes) => setStep({ name: "codes", codes })}
          />
        )}
        {step.name === "codes" && <RecoveryCodes codes={step.codes} onKept={close} />}
        {step.name === "switch-off" && (
          <PasswordAgainForm
            label="Switch off"
            onPassword={async (password) => {
              await send("DELETE", ROUTE, { password });
              toastDone("The second factor is off.");
              close();
            }}
          />
        )}
      </Modal>
    </Card>
  );
}
