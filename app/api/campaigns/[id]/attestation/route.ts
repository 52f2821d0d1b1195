import { jsonBody } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { attestationRequest } from "#lib/protocol/campaign-setup.ts";
import { database } from "#lib/storage/database.ts";
import { attestDraft } from "#lib/storage/draft-campaign.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string }> };

/** Attests, or takes it back, while the campaign is a draft; kept with the words, the time and the user. */
export const PUT = route<Context>(async (request, context) => {
  const { user, campaign } = await requireCampaign(parseId((await context.params).id), ["owner", "editor"]);
  const body = await jsonBody(request, attestationRequest);
  const attestation = body.attested ? { by: user, text: body.text } : null;
  if (!(await attestDraft(database(), campaign.id, attestation))) throw new AppError("campaign-fixed");
  return new Response(null, { status: 204 });
});
