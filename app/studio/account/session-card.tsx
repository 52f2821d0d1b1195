"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { send, sendJson } from "#app/api-client/send-json.ts";
import { LocalTime } from "#app/studio/local-time.tsx";
import { toastDone, toastProblem } from "#app/studio/toasts.ts";
import { endedSessionsResponse } from "#lib/protocol/people.ts";
import classes from "./account.module.css";
import { Card } from "./card.tsx";

export interface SignedInBrowser {
  id: string;
  isHere: boolean;
  device: string;
  address: string;
  signedInAt: string;
  lastSeenAt: string;
}

export function SessionCard({ sessions }: { sessions: readonly SignedInBrowser[] }) {
  const router = useRouter();
  const [ending, setEnding] = useState<string | null>(null);

  const end = async (what: string, work: () => Promise<string>) => {
    setEnding(what);
    try {
      toastDone(await work());
      router.refresh();
    } catch (error) {
      toastProblem(error);
    }
    setEnding(null);
  };
  const endOne = ({ id, device }: SignedInBrowser) =>
    end(id, async () => {
      await send("DELETE", `/api/account/sessions/${id}`);
      return `${device} is signed out.`;
    });
  const endOthers = () =>
    end("others", async () => {
      const { ended } = await sendJson("DELETE", "/api/account/sessions", undefined, endedSessionsResponse);
      return ended === 1 ? "One other browser is signed out." : `${ended} other browsers are signed out.`;
    });

  return (
    <Card
      title="Where you are signed in"
      lead="Each ends by itself eight hours after signing in. If you do not know one, sign it out and change your password."
    >
      <ul className={classes.sessions} data-testid="studio-sessions">
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <span className={classes.device}>{session.device}</span>
              {session.isHere && <span className={classes.here}>This browser</span>}
              <div className={classes.when}>
                {session.address}, signed in <LocalTime iso={session.signedInAt} />, last used{" "}
                <LocalTime iso={session.lastSeenAt} />
              </div>
            </div>
            {!session.isHere && (
              <Button
                variant="default"
                size="xs"
                aria-label={`Sign out ${session.device}`}
                loading={ending === session.id}
                onClick={() => endOne(session)}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button variant="default" loading={ending === "others"} onClick={endOthers}>
          Sign out everywhere else
        </Button>
      )}
    </Card>
  );
}
