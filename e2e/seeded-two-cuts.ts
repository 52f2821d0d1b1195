import { firstOrganisationId } from "#lib/storage/create-organisation.ts";
import { openDatabase } from "#lib/storage/database.ts";
import { storeTwoCuts } from "#lib/testing/two-cuts.ts";

/** Adds the campaign with two cuts to a data folder that no server has open. */
export async function seedTwoCuts(dataDir: string): Promise<void> {
  const { db, close } = await openDatabase({ dataDir });
  try {
    const organisationId = await firstOrganisationId(db);
    if (organisationId === null) throw new Error("the first start makes an organisation");
    await storeTwoCuts(db, organisationId);
  } finally {
    await close();
  }
}
