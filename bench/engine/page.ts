import { DetectClient } from "#lib/capture/detect-client.ts";
import type { EngineAddresses } from "#lib/capture/detect-messages.ts";
import { installPage } from "./page-tools.ts";
import { type Subject, workerSubject } from "./subject.ts";

async function ours(addresses: EngineAddresses): Promise<Subject> {
  const client = new DetectClient();
  await client.start(addresses, true);
  return {
    async analyse(image, still) {
      const observation = await client.analyse(image, still);
      return { scores: observation.faces[0]?.scores ?? null, observation };
    },
  };
}

const worker = (name: string) => () =>
  workerSubject(new Worker(new URL(`/${name}.worker.js`, location.href), { type: "module" }));

installPage({ ours, human: worker("human-peer"), direct: worker("direct-floor") });
