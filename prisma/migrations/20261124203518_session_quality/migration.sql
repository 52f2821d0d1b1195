-- AlterTable
ALTER TABLE "Campaign" ADD COLUMN     "quality" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "endReason" TEXT,
ADD COLUMN     "grade" SMALLINT,
ADD COLUMN     "gradeReasons" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "measures" JSONB;

-- CreateTable
CREATE TABLE "SessionEvent" (
    "sessionId" INTEGER NOT NULL,
    "atMs" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "SessionEvent_pkey" PRIMARY KEY ("sessionId","atMs","kind")
);

-- AddForeignKey
ALTER TABLE "SessionEvent" ADD CONSTRAINT "SessionEvent_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
