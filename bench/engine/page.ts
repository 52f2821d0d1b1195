import { DetectClient } from "#lib/capture/detect-client.ts";
import type { EngineAddresses } from "#lib/capture/detect-messages.ts";
import { installPage } from "./page-tools.ts";
import { type Subject, workerSubject } from "./subject.ts";

async function started(addresses: EngineAddresses): Promise<DetectClient> {
  const client = new DetectClient();
  await client.start(addresses, true);
  return client;
}

async function ours(addresses: EngineAddresses): Promise<Subject> {
  let client = await started(addresses);
  return {
    async analyse(image, still) {
      // One image may break the engine, never those after it.
      if (client.broken) client = await started(addresses);
      const observation = await client.analyse(image, still);
      return { scores: observation.faces[0]?.scores ?? null, observation };
    },
  };
}

const worker = (name: string) => () =>
  workerSubject(new Worker(new URL(`/${name}.worker.js`, location.href), { type: "module" }));

installPage({ ours, human: worker("human-peer"), direct: worker("direct-floor") });
