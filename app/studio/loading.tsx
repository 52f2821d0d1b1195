import { Skeleton } from "@mantine/core";

export default function StudioLoading() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton height={34} width={240} radius="md" mb={32} />
      <Skeleton height={360} radius="lg" />
    </div>
  );
}
