"use client";

import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import type { Scene, SceneSpan } from "#lib/protocol/scenes.ts";
import { ProposeScenes } from "./propose-scenes.tsx";
import { SceneForm } from "./scene-form.tsx";
import type { Scenes } from "./use-scenes.ts";

/** What is asked about scenes: a new one, one that is there, or the film's own cuts. */
export type SceneQuestion =
  | { about: "new"; span: SceneSpan }
  | { about: "scene"; scene: Scene }
  | { about: "cuts" };

interface SceneDialogsProps {
  question: SceneQuestion;
  of: Scenes;
  video: CampaignVideo;
  onClose: () => void;
}

export function SceneDialogs({ question, of, video, onClose }: SceneDialogsProps) {
  if (question.about === "cuts") return <ProposeScenes video={video} onAccept={of.add} onClose={onClose} />;
  if (question.about === "new") {
    return (
      <SceneForm
        title="New scene"
        initial={question.span}
        durationMs={video.durationMs}
        onSave={(span) => of.add([span])}
        onClose={onClose}
      />
    );
  }
  const { scene } = question;
  return (
    <SceneForm
      title="Edit scene"
      initial={scene}
      durationMs={video.durationMs}
      onSave={(span) => of.change(scene, span)}
      onDelete={() => {
        onClose();
        void of.remove(scene);
      }}
      onClose={onClose}
    />
  );
}
