-- CreateTable
CREATE TABLE "ExclusionDecision" (
    "id" SERIAL NOT NULL,
    "sessionId" INTEGER NOT NULL,
    "excluded" BOOLEAN NOT NULL,
    "reason" TEXT,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ExclusionDecision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ExclusionDecision_sessionId_idx" ON "ExclusionDecision"("sessionId");

-- AddForeignKey
ALTER TABLE "ExclusionDecision" ADD CONSTRAINT "ExclusionDecision_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is known of before: the last exclusion of those who are excluded now.
INSERT INTO "ExclusionDecision" ("sessionId", "excluded", "reason", "decidedBy", "decidedAt")
SELECT id, true, "excludedReason", "excludedBy", "excludedAt" FROM "Session" WHERE "excludedAt" IS NOT NULL;
