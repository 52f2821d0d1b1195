-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "closedAt" TIMESTAMPTZ(3);
UPDATE "Session" SET "closedAt" = "finishedAt" WHERE state = 'finished';

-- CreateTable
CREATE TABLE "PackedSession" (
    "sessionId" INTEGER NOT NULL,
    "batches" INTEGER NOT NULL,
    "seconds" INTEGER NOT NULL,
    "validSeconds" INTEGER NOT NULL,
    "payload" BYTEA NOT NULL,

    CONSTRAINT "PackedSession_pkey" PRIMARY KEY ("sessionId")
);
-- It is packed already: Postgres would only try, and find nothing to gain.
ALTER TABLE "PackedSession" ALTER COLUMN "payload" SET STORAGE EXTERNAL;
ALTER TABLE "ViewerTrack" ALTER COLUMN "payload" SET STORAGE EXTERNAL;

-- CreateTable
CREATE TABLE "SessionCount" (
    "cellId" INTEGER NOT NULL,
    "shard" SMALLINT NOT NULL,
    "sessions" INTEGER NOT NULL,
    "excluded" INTEGER NOT NULL,
    "lastStartedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SessionCount_pkey" PRIMARY KEY ("cellId","shard")
);

-- AddForeignKey
ALTER TABLE "PackedSession" ADD CONSTRAINT "PackedSession_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionCount" ADD CONSTRAINT "SessionCount_cellId_fkey" FOREIGN KEY ("cellId") REFERENCES "SegmentCell"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "SessionCount" ("cellId", shard, sessions, excluded, "lastStartedAt")
SELECT "cellId", id % 8, count(*) FILTER (WHERE "excludedAt" IS NULL), count(*) FILTER (WHERE "excludedAt" IS NOT NULL),
  max("startedAt")
FROM "Session" WHERE state <> 'withdrawn' GROUP BY 1, 2;

-- Counts of sessions by cell change in the transaction that changes the sessions: once a statement, in the order of
-- the key, and not at all when a statement leaves them as they were.
-- Semicolons are written as \x3B, because Prisma's adapter splits a migration at them.
CREATE FUNCTION count_sessions() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  IF TG_OP = ''INSERT'' THEN
    INSERT INTO "SessionCount" AS kept ("cellId", shard, sessions, excluded, "lastStartedAt")
    SELECT "cellId", id % 8, count(*) FILTER (WHERE "excludedAt" IS NULL),
      count(*) FILTER (WHERE "excludedAt" IS NOT NULL), max("startedAt")
    FROM added WHERE state <> ''withdrawn'' GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT ("cellId", shard) DO UPDATE SET sessions = kept.sessions + EXCLUDED.sessions,
      excluded = kept.excluded + EXCLUDED.excluded,
      "lastStartedAt" = greatest(kept."lastStartedAt", EXCLUDED."lastStartedAt")\x3B
  ELSIF TG_OP = ''DELETE'' THEN
    UPDATE "SessionCount" kept SET sessions = kept.sessions - gone.sessions, excluded = kept.excluded - gone.excluded
    FROM (
      SELECT "cellId", id % 8 AS shard, count(*) FILTER (WHERE "excludedAt" IS NULL) AS sessions,
        count(*) FILTER (WHERE "excludedAt" IS NOT NULL) AS excluded
      FROM removed WHERE state <> ''withdrawn'' GROUP BY 1, 2
    ) gone
    WHERE kept."cellId" = gone."cellId" AND kept.shard = gone.shard\x3B
  ELSE
    INSERT INTO "SessionCount" AS kept ("cellId", shard, sessions, excluded, "lastStartedAt")
    SELECT "cellId", shard, sum(sessions), sum(excluded), max("startedAt")
    FROM (
      SELECT "cellId", id % 8 AS shard, CASE WHEN "excludedAt" IS NULL THEN 1 ELSE 0 END AS sessions,
        CASE WHEN "excludedAt" IS NULL THEN 0 ELSE 1 END AS excluded, "startedAt"
      FROM added WHERE state <> ''withdrawn''
      UNION ALL
      SELECT "cellId", id % 8, CASE WHEN "excludedAt" IS NULL THEN -1 ELSE 0 END,
        CASE WHEN "excludedAt" IS NULL THEN 0 ELSE -1 END, NULL
      FROM removed WHERE state <> ''withdrawn''
    ) changed
    GROUP BY 1, 2 HAVING sum(sessions) <> 0 OR sum(excluded) <> 0 ORDER BY 1, 2
    ON CONFLICT ("cellId", shard) DO UPDATE SET sessions = kept.sessions + EXCLUDED.sessions,
      excluded = kept.excluded + EXCLUDED.excluded,
      "lastStartedAt" = greatest(kept."lastStartedAt", EXCLUDED."lastStartedAt")\x3B
  END IF\x3B
  RETURN NULL\x3B
END ';

CREATE TRIGGER "Session_count_added" AFTER INSERT ON "Session"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_sessions();
CREATE TRIGGER "Session_count_changed" AFTER UPDATE ON "Session"
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_sessions();
CREATE TRIGGER "Session_count_removed" AFTER DELETE ON "Session"
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_sessions();
