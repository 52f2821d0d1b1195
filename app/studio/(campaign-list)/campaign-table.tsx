import Link from "next/link";
import { CampaignStatus } from "#app/studio/campaign-status.tsx";
import classes from "#app/studio/list-table.module.css";
import { LocalTime } from "#app/studio/local-time.tsx";
import { CountText } from "#app/studio/number-text.tsx";
import { clockTime } from "#lib/chart/axis-format.ts";
import type { CampaignListItem } from "#lib/protocol/campaign-list.ts";

/** Real and simulated viewers in columns of their own: they are never added up. */
export function CampaignTable({ campaigns }: { campaigns: readonly CampaignListItem[] }) {
  return (
    <div className={classes.frame}>
      <table className={classes.table} data-testid="campaign-table">
        <thead>
          <tr>
            <th scope="col">Campaign</th>
            <th scope="col">Status</th>
            <th scope="col" className={classes.number}>
              Real viewers
            </th>
            <th scope="col" className={classes.number}>
              Simulated
            </th>
            <th scope="col">Last real viewer</th>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((campaign) => (
            <tr key={campaign.id}>
              <td className={classes.lead}>
                <Link
                  className={classes.rowLink}
                  href={`/studio/campaigns/${campaign.id}/${campaign.status === "draft" ? "setup" : "overview"}`}
                >
                  {campaign.title}
                </Link>
                <small>
                  {campaign.videos.length === 0 && "No video yet"}
                  {campaign.videos
                    .map((video) => `${video.title}, ${clockTime(video.durationMs / 1000)}`)
                    .join(" \u00b7 ")}
                </small>
              </td>
              <td data-label="Status">
                <CampaignStatus status={campaign.status} />
              </td>
              <td data-label="Real viewers" className={classes.number}>
                <CountText value={campaign.real.sessions} />
              </td>
              <td data-label="Simulated" className={classes.number} data-muted>
                <CountText value={campaign.simulated.sessions} />
              </td>
              <td data-label="Last real viewer" data-muted>
                {campaign.real.lastStartedAt === null ? (
                  "None yet"
                ) : (
                  <LocalTime iso={campaign.real.lastStartedAt} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
