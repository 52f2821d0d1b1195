"use client";

import { Alert, Button, FileButton, Group, Loader, Progress, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertCircle, IconUpload } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type DragEvent, useEffect, useState, useSyncExternalStore } from "react";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import classes from "./video-section.module.css";
import { interruptedUploads, type UploadState, VideoUpload } from "./video-upload.ts";

const ACCEPT = "video/mp4,video/webm,.mp4,.webm";
const IDLE: UploadState = { step: "idle" };

interface UploadControlProps {
  campaignId: number;
  maxVideoMb: number;
  first: boolean;
}

export function UploadControl({ campaignId, maxVideoMb, first }: UploadControlProps) {
  const router = useRouter();
  const [upload] = useState(
    () =>
      new VideoUpload({
        campaignId,
        onAdded: (title) => {
          notifications.show({ message: `“${title}” is uploaded` });
          router.refresh();
        },
      }),
  );
  const { count } = useNumberWords();
  const most = { bytes: maxVideoMb * 1_000_000, words: `${count(maxVideoMb)} MB` };
  const state = useSyncExternalStore(upload.subscribe, upload.getState, () => IDLE);
  useEffect(() => () => upload.leave(), [upload]);
  if (state.step === "idle" || (state.step === "failed" && !state.resumable)) {
    return (
      <>
        {state.step === "failed" && <Problem state={state} />}
        <ChooseFile
          campaignId={campaignId}
          most={most.words}
          first={first}
          onFile={(file) => void upload.begin(file, most)}
        />
      </>
    );
  }
  return <UploadProgress state={state} upload={upload} />;
}

function Problem({ state }: { state: Extract<UploadState, { step: "failed" }> }) {
  return (
    <Alert
      color="red"
      variant="light"
      mb="md"
      icon={<IconAlertCircle size={18} />}
      title={state.file}
      role="alert"
      data-testid="upload-problem"
    >
      {state.problem}
    </Alert>
  );
}

interface ChooseFileProps extends Omit<UploadControlProps, "maxVideoMb"> {
  /** Size of the largest file, in words. */
  most: string;
  onFile: (file: File) => void;
}

function ChooseFile({ campaignId, most, first, onFile }: ChooseFileProps) {
  const [over, setOver] = useState(false);
  const [interrupted, setInterrupted] = useState<string[]>([]);
  useEffect(() => {
    void interruptedUploads(campaignId).then(setInterrupted);
  }, [campaignId]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first
    <div
      className={classes.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {interrupted.length > 0 && (
        <Text size="sm" data-testid="interrupted-upload">
          The upload of {interrupted.map((name) => `“${name}”`).join(", ")} was interrupted. Choose the same
          file to continue where it stopped.
        </Text>
      )}
      <FileButton accept={ACCEPT} onChange={(file) => file && onFile(file)}>
        {(props) => (
          <Button variant={first ? "filled" : "default"} leftSection={<IconUpload size={16} />} {...props}>
            {first ? "Choose a video" : "Add another video"}
          </Button>
        )}
      </FileButton>
      <Text size="xs" c="dimmed">
        Or drop it here. mp4 or webm, at most {most} and 30 minutes.
      </Text>
    </div>
  );
}

function UploadProgress({
  state,
  upload,
}: {
  state: Exclude<UploadState, { step: "idle" }>;
  upload: VideoUpload;
}) {
  const { decimal } = useNumberWords();
  const megabytes = (bytes: number) => decimal(bytes / 1_000_000, 1);
  if (state.step === "failed") {
    return (
      <>
        <Problem state={state} />
        <Group gap="sm">
          <Button size="sm" onClick={() => upload.resume()}>
            Continue
          </Button>
          <Button size="sm" variant="default" onClick={() => void upload.cancel()}>
            Give up
          </Button>
        </Group>
      </>
    );
  }
  if (state.step === "reading" || state.step === "checking") {
    return (
      <div className={classes.progress} role="status">
        <Group gap="sm" wrap="nowrap">
          <Loader size="xs" />
          <Text size="sm">
            {state.step === "reading" ? `Opening ${state.file} …` : `The server looks at ${state.file} …`}
          </Text>
        </Group>
      </div>
    );
  }
  const percent = state.totalBytes === 0 ? 0 : (100 * state.sentBytes) / state.totalBytes;
  return (
    <div className={classes.progress} data-testid="upload-progress">
      <div className={classes.progressHead}>
        <strong>{state.file}</strong>
        <span>
          {state.step === "paused" && "Paused, "}
          {megabytes(state.sentBytes)} of {megabytes(state.totalBytes)} MB
        </span>
      </div>
      <Progress.Root size="lg">
        <Progress.Section value={percent} aria-label={`Upload of ${state.file}`} />
      </Progress.Root>
      <Group gap="sm">
        {state.step === "sending" ? (
          <Button size="xs" variant="default" onClick={() => void upload.pause()}>
            Pause
          </Button>
        ) : (
          <Button size="xs" onClick={() => upload.resume()}>
            Resume
          </Button>
        )}
        <Button size="xs" variant="subtle" onClick={() => void upload.cancel()}>
          Give up
        </Button>
      </Group>
    </div>
  );
}
