import { Skeleton } from "@mantine/core";

/** Stands for a page of the studio while the server makes it. */
export default function PageLoading() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton height={34} width={240} maw="100%" radius="md" mb={32} />
      <Skeleton height={360} radius="lg" />
    </div>
  );
}
