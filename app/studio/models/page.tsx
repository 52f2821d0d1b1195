import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { signedInUser } from "#app/studio/page-access.ts";
import classes from "#app/studio/studio.module.css";
import { MANIFEST } from "#models/manifest.ts";
import { readTrainingReport } from "#models/read-training-report.ts";
import { ModelCard } from "./model-card.tsx";

export const metadata: Metadata = { title: "Models" };

/** Which models run in a viewer's browser, where they come from, and how often they are right. */
export default async function ModelsPage() {
  await signedInUser("/studio/models");
  const cards = await Promise.all(
    MANIFEST.bundles.map(async (bundle) => ({ bundle, stored: await readTrainingReport(bundle) })),
  );
  return (
    <>
      <div className={classes.pageHead}>
        <div>
          <Title order={1}>Models</Title>
          <Text c="dimmed" size="sm" mt={4} maw={680}>
            What runs in a viewer's browser, where it comes from, and how often it agrees with people. An
            expression score says how a face looks to the model. It is not what the person feels.
          </Text>
        </div>
      </div>
      {cards.map(({ bundle, stored }) => (
        <ModelCard key={bundle.name} bundle={bundle} stored={stored} />
      ))}
    </>
  );
}
