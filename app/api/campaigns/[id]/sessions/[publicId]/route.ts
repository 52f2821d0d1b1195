import { parseId, parseQuery } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { respondentQuerySchema } from "#lib/protocol/respondent.ts";
import { respondentTimeline } from "#lib/reports/respondent-timeline.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = route(async (request, context: { params: Promise<{ id: string; publicId: string }> }) => {
  const { id, publicId } = await context.params;
  const { campaign } = await requireCampaign(parseId(id), ["owner", "editor"]);
  const { segment } = parseQuery(respondentQuerySchema, request);
  const respondent = await respondentTimeline(database(), campaign.id, publicId, segment);
  if (!respondent) throw new AppError("not-found");
  return Response.json(respondent, { headers: { "cache-control": "no-store" } });
});
