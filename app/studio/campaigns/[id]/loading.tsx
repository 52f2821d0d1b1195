import { Skeleton } from "@mantine/core";

export default function CampaignLoading() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton height={36} width={420} maw="100%" radius="md" mb={16} />
      <Skeleton height={560} radius="lg" />
    </div>
  );
}
