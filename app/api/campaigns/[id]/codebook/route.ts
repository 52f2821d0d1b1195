import { z } from "zod";
import { codebookCsv, codebookMarkdown } from "#lib/export/codebook.ts";
import { download } from "#lib/http/download.ts";
import { parseId, parseQuery } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

const querySchema = z.object({ format: z.enum(["csv", "markdown"]).default("csv") });

export const GET = route(async (request, context: { params: Promise<{ id: string }> }) => {
  await requireCampaign(parseId((await context.params).id));
  return parseQuery(querySchema, request).format === "csv"
    ? download(codebookCsv(), { name: "reactline-codebook.csv", contentType: "text/csv" })
    : download(codebookMarkdown(), { name: "reactline-codebook.md", contentType: "text/markdown" });
});
