-- CreateTable
CREATE TABLE "ShownCount" (
    "cellId" INTEGER NOT NULL,
    "videoId" INTEGER NOT NULL,
    "shard" SMALLINT NOT NULL,
    "sessions" INTEGER NOT NULL,
    "excluded" INTEGER NOT NULL,

    CONSTRAINT "ShownCount_pkey" PRIMARY KEY ("cellId","videoId","shard")
);

-- CreateIndex
CREATE UNIQUE INDEX "SessionStimulus_sessionId_videoId_key" ON "SessionStimulus"("sessionId", "videoId");

-- AddForeignKey
ALTER TABLE "ShownCount" ADD CONSTRAINT "ShownCount_cellId_fkey" FOREIGN KEY ("cellId") REFERENCES "SegmentCell"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "ShownCount" ("cellId", "videoId", shard, sessions, excluded)
SELECT s."cellId", t."videoId", s.id % 8, count(*) FILTER (WHERE s."excludedAt" IS NULL),
  count(*) FILTER (WHERE s."excludedAt" IS NOT NULL)
FROM "SessionStimulus" t JOIN "Session" s ON s.id = t."sessionId"
WHERE s.state <> 'withdrawn' GROUP BY 1, 2, 3;

-- Counts of those who were shown a video follow SessionStimulus and Session as SessionCount follows Session. A row of
-- SessionCount is always locked before one of ShownCount, so that a viewer who comes and one who withdraws never wait
-- for each other.
-- Semicolons are written as \x3B, because Prisma's adapter splits a migration at them.
CREATE FUNCTION count_shown_stimuli() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  IF TG_OP = ''INSERT'' THEN
    INSERT INTO "ShownCount" AS kept ("cellId", "videoId", shard, sessions, excluded)
    SELECT s."cellId", t."videoId", s.id % 8, count(*) FILTER (WHERE s."excludedAt" IS NULL),
      count(*) FILTER (WHERE s."excludedAt" IS NOT NULL)
    FROM added t JOIN "Session" s ON s.id = t."sessionId"
    WHERE s.state <> ''withdrawn'' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT ("cellId", "videoId", shard) DO UPDATE SET sessions = kept.sessions + EXCLUDED.sessions,
      excluded = kept.excluded + EXCLUDED.excluded\x3B
  ELSE
    PERFORM 1 FROM "SessionCount" n
    WHERE (n."cellId", n.shard) IN (
      SELECT s."cellId", s.id % 8 FROM removed t JOIN "Session" s ON s.id = t."sessionId" WHERE s.state <> ''withdrawn''
    )
    ORDER BY n."cellId", n.shard FOR NO KEY UPDATE\x3B
    UPDATE "ShownCount" kept SET sessions = kept.sessions - gone.sessions, excluded = kept.excluded - gone.excluded
    FROM (
      SELECT s."cellId", t."videoId", s.id % 8 AS shard, count(*) FILTER (WHERE s."excludedAt" IS NULL) AS sessions,
        count(*) FILTER (WHERE s."excludedAt" IS NOT NULL) AS excluded
      FROM removed t JOIN "Session" s ON s.id = t."sessionId"
      WHERE s.state <> ''withdrawn'' GROUP BY 1, 2, 3
    ) gone
    WHERE kept."cellId" = gone."cellId" AND kept."videoId" = gone."videoId" AND kept.shard = gone.shard\x3B
  END IF\x3B
  RETURN NULL\x3B
END ';

CREATE FUNCTION count_shown_sessions() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO "ShownCount" AS kept ("cellId", "videoId", shard, sessions, excluded)
  SELECT changed."cellId", t."videoId", changed.id % 8, sum(changed.sessions), sum(changed.excluded)
  FROM (
    SELECT a.id, side."cellId", side.sign * (side.state <> ''withdrawn'' AND side."excludedAt" IS NULL)::int AS sessions,
      side.sign * (side.state <> ''withdrawn'' AND side."excludedAt" IS NOT NULL)::int AS excluded
    FROM added a JOIN removed r ON r.id = a.id
    CROSS JOIN LATERAL (VALUES (1, a."cellId", a.state, a."excludedAt"), (-1, r."cellId", r.state, r."excludedAt"))
      AS side(sign, "cellId", state, "excludedAt")
    WHERE a."cellId" <> r."cellId" OR (a.state = ''withdrawn'') <> (r.state = ''withdrawn'')
      OR (a."excludedAt" IS NULL) <> (r."excludedAt" IS NULL)
  ) changed
  JOIN "SessionStimulus" t ON t."sessionId" = changed.id
  GROUP BY 1, 2, 3 HAVING sum(changed.sessions) <> 0 OR sum(changed.excluded) <> 0 ORDER BY 1, 2, 3
  ON CONFLICT ("cellId", "videoId", shard) DO UPDATE SET sessions = kept.sessions + EXCLUDED.sessions,
    excluded = kept.excluded + EXCLUDED.excluded\x3B
  RETURN NULL\x3B
END ';

CREATE TRIGGER "SessionStimulus_count_added" AFTER INSERT ON "SessionStimulus"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_shown_stimuli();
CREATE TRIGGER "SessionStimulus_count_removed" AFTER DELETE ON "SessionStimulus"
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_shown_stimuli();
-- By its name after "Session_count_changed", which locks the rows of SessionCount.
CREATE TRIGGER "Session_shown_changed" AFTER UPDATE ON "Session"
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_shown_sessions();
