"use client";

import useSWR from "swr";
import { send, sendJson } from "#app/api-client/send-json.ts";
import { type ApiError, fetchJson } from "#app/studio/api-client/fetch-json.ts";
import { useDeed } from "#app/studio/api-client/use-deed.ts";
import { toastWithUndo } from "#app/studio/undo-toast.tsx";
import { spanText } from "#lib/chart/clock-text.ts";
import {
  type Scene,
  type SceneChanges,
  type SceneSpan,
  sceneSchema,
  scenesSchema,
} from "#lib/protocol/scenes.ts";

export interface Scenes {
  /** Undefined while they are loaded. */
  scenes: readonly Scene[] | undefined;
  error: ApiError | undefined;
  /** Each answers whether it was done; a refusal is told by a toast. */
  add: (spans: readonly SceneSpan[]) => Promise<boolean>;
  change: (scene: Scene, changes: SceneChanges) => Promise<boolean>;
  /** A pointer slips easily: it can be taken back. */
  move: (scene: Scene, span: Pick<SceneSpan, "startMs" | "endMs">) => Promise<boolean>;
  remove: (scene: Scene) => Promise<boolean>;
  copyFrom: (videoId: number) => Promise<boolean>;
}

/** The scenes of one film, and what may be done with them. */
export function useScenes(campaignId: number, videoId: number): Scenes {
  const address = `/api/campaigns/${campaignId}/scenes`;
  const { data, error, mutate } = useSWR<{ scenes: Scene[] }, ApiError>(
    `${address}?videoId=${videoId}`,
    (key: string) => fetchJson(key, scenesSchema),
  );

  const doing = useDeed(mutate);
  const patch = ({ id }: Scene, changes: SceneChanges) =>
    sendJson("PATCH", `${address}/${id}`, changes, sceneSchema);

  return {
    scenes: data?.scenes,
    error,
    add: (spans) => doing(() => sendJson("POST", address, { videoId, scenes: spans }, scenesSchema)),
    change: (scene, changes) => doing(() => patch(scene, changes)),
    move: (scene, span) =>
      doing(async () => {
        const { label, startMs, endMs } = scene;
        await patch(scene, { label, ...span });
        toastWithUndo(`“${label}” lasts from ${spanText(span)} now.`, async () => {
          await patch(scene, { label, startMs, endMs });
          await mutate();
        });
      }),
    remove: (scene) =>
      doing(async () => {
        await send("DELETE", `${address}/${scene.id}`);
        toastWithUndo(`“${scene.label}” is deleted.`, async () => {
          await send("POST", `${address}/${scene.id}/restore`);
          await mutate();
        });
      }),
    copyFrom: (fromVideoId) =>
      doing(() => sendJson("POST", `${address}/copy`, { fromVideoId, videoId }, scenesSchema)),
  };
}
