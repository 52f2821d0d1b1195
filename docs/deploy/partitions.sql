-- Splits "SampleBatch" by ranges of sessions, which rise with time: a month of fieldwork is a few partitions. Stop the
-- servers, run it once (psql -1 -f partitions.sql), start them. lib/storage/partitions.test.ts runs it and the hot
-- path on it.

-- Partitions of this many sessions; about 1 kB a viewer-second, so with films of 30 s some 35 GB each.
CREATE FUNCTION reactline_add_partition(sessions int DEFAULT 1000000) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  first_session int := (
    SELECT max((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''?(\d+)''?\)'))[1]::int)
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = '"SampleBatch"'::regclass
  );
  partition text := 'SampleBatch_' || first_session;
BEGIN
  EXECUTE format('CREATE TABLE %I PARTITION OF "SampleBatch" FOR VALUES FROM (%s) TO (%s)',
    partition, first_session, first_session + sessions);
  RETURN partition;
END $$;

DO $$
DECLARE
  -- What is there becomes the first partition.
  next_session int := (SELECT coalesce(max(id), 0) + 1 FROM "Session");
BEGIN
  ALTER TABLE "SampleBatch" RENAME TO "SampleBatch_0";
  CREATE TABLE "SampleBatch" (LIKE "SampleBatch_0" INCLUDING DEFAULTS INCLUDING STORAGE)
    PARTITION BY RANGE ("sessionId");
  EXECUTE format('ALTER TABLE "SampleBatch" ATTACH PARTITION "SampleBatch_0" FOR VALUES FROM (MINVALUE) TO (%s)',
    next_session);
  -- The first partition's own indexes are taken for these.
  ALTER TABLE "SampleBatch" ADD PRIMARY KEY ("sessionId", segment, second);
  CREATE INDEX ON "SampleBatch" ("videoId", writer, "writerSeq");
  PERFORM reactline_add_partition();
END $$;

-- Before the last partition is half full, by cron: SELECT reactline_add_partition();
-- A batch without a partition is refused, its viewer keeps it and sends it again: nothing is lost, but nothing is
-- stored either until the partition is there.
