import { firstOrganisationId } from "#lib/storage/create-organisation.ts";
import { openDatabase } from "#lib/storage/database.ts";
import { SHORTENED_CUT, storeTwoCuts } from "#lib/testing/two-cuts.ts";

/** Adds the campaigns with two cuts, equally long and not, to a data folder that no server has open. */
export async function seedTwoCuts(dataDir: string): Promise<void> {
  const { db, close } = await openDatabase({ dataDir });
  try {
    const organisationId = await firstOrganisationId(db);
    if (organisationId === null) throw new Error("the first start makes an organisation");
    await storeTwoCuts(db, organisationId);
    await storeTwoCuts(db, organisationId, SHORTENED_CUT);
  } finally {
    await close();
  }
}
