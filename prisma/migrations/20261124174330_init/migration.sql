-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'editor', 'viewer', 'researcher');

-- CreateEnum
CREATE TYPE "CampaignStatus" AS ENUM ('draft', 'live', 'paused', 'closed');

-- CreateEnum
CREATE TYPE "ConsentDecision" AS ENUM ('granted', 'declined');

-- CreateEnum
CREATE TYPE "SessionState" AS ENUM ('open', 'finished', 'withdrawn');

-- CreateTable
CREATE TABLE "Organisation" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" SERIAL NOT NULL,
    "organisationId" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Campaign" (
    "id" SERIAL NOT NULL,
    "organisationId" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "status" "CampaignStatus" NOT NULL DEFAULT 'draft',
    "attestedAt" TIMESTAMPTZ(3),
    "retentionDays" INTEGER NOT NULL DEFAULT 365,
    "segmentVariables" JSONB NOT NULL DEFAULT '[]',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Video" (
    "id" SERIAL NOT NULL,
    "campaignId" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "mimeType" TEXT NOT NULL,
    "durationMs" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Video_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConsentText" (
    "sha256" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConsentText_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "ConsentRecord" (
    "id" SERIAL NOT NULL,
    "campaignId" INTEGER NOT NULL,
    "textSha256" TEXT NOT NULL,
    "decision" "ConsentDecision" NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "receipt" TEXT NOT NULL,
    "sessionId" INTEGER,

    CONSTRAINT "ConsentRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" SERIAL NOT NULL,
    "publicId" UUID NOT NULL,
    "campaignId" INTEGER NOT NULL,
    "cellId" INTEGER NOT NULL,
    "state" "SessionState" NOT NULL DEFAULT 'open',
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "keySha256" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "baseline" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "facingPose" DOUBLE PRECISION[] DEFAULT ARRAY[]::DOUBLE PRECISION[],
    "baselineRefusal" TEXT,
    "calibratedAt" TIMESTAMPTZ(3),
    "device" JSONB NOT NULL DEFAULT '{}',
    "excludedAt" TIMESTAMPTZ(3),
    "excludedReason" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SessionStimulus" (
    "sessionId" INTEGER NOT NULL,
    "segment" SMALLINT NOT NULL,
    "videoId" INTEGER NOT NULL,

    CONSTRAINT "SessionStimulus_pkey" PRIMARY KEY ("sessionId","segment")
);

-- CreateTable
CREATE TABLE "SegmentCell" (
    "id" SERIAL NOT NULL,
    "campaignId" INTEGER NOT NULL,
    "simulated" BOOLEAN NOT NULL,
    "engineVersion" TEXT NOT NULL,
    "variables" JSONB NOT NULL DEFAULT '{}',
    "variablesKey" TEXT NOT NULL DEFAULT '{}',

    CONSTRAINT "SegmentCell_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SampleBatch" (
    "sessionId" INTEGER NOT NULL,
    "segment" SMALLINT NOT NULL,
    "second" SMALLINT NOT NULL,
    "videoId" INTEGER NOT NULL,
    "writer" INTEGER NOT NULL,
    "writerSeq" BIGINT NOT NULL,
    "payload" BYTEA NOT NULL,
    "values" BYTEA NOT NULL,

    CONSTRAINT "SampleBatch_pkey" PRIMARY KEY ("sessionId","segment","second")
);

-- CreateTable
CREATE TABLE "Writer" (
    "id" SERIAL NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Writer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FoldWatermark" (
    "videoId" INTEGER NOT NULL,
    "writer" INTEGER NOT NULL,
    "writerSeq" BIGINT NOT NULL,

    CONSTRAINT "FoldWatermark_pkey" PRIMARY KEY ("videoId","writer")
);

-- CreateTable
CREATE TABLE "AudienceSecond" (
    "videoId" INTEGER NOT NULL,
    "cellId" INTEGER NOT NULL,
    "second" SMALLINT NOT NULL,
    "n" INTEGER NOT NULL,
    "sums" BYTEA NOT NULL,

    CONSTRAINT "AudienceSecond_pkey" PRIMARY KEY ("videoId","cellId","second")
);

-- CreateTable
CREATE TABLE "ViewerTrack" (
    "sessionId" INTEGER NOT NULL,
    "segment" SMALLINT NOT NULL,
    "videoId" INTEGER NOT NULL,
    "payload" BYTEA NOT NULL,

    CONSTRAINT "ViewerTrack_pkey" PRIMARY KEY ("sessionId","segment")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "User_organisationId_idx" ON "User"("organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "Campaign_slug_key" ON "Campaign"("slug");

-- CreateIndex
CREATE INDEX "Campaign_organisationId_idx" ON "Campaign"("organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "Video_campaignId_position_key" ON "Video"("campaignId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "ConsentRecord_receipt_key" ON "ConsentRecord"("receipt");

-- CreateIndex
CREATE UNIQUE INDEX "ConsentRecord_sessionId_key" ON "ConsentRecord"("sessionId");

-- CreateIndex
CREATE INDEX "ConsentRecord_campaignId_decision_idx" ON "ConsentRecord"("campaignId", "decision");

-- CreateIndex
CREATE UNIQUE INDEX "Session_publicId_key" ON "Session"("publicId");

-- CreateIndex
CREATE INDEX "Session_campaignId_startedAt_idx" ON "Session"("campaignId", "startedAt");

-- CreateIndex
CREATE INDEX "Session_keySha256_idx" ON "Session"("keySha256");

-- CreateIndex
CREATE UNIQUE INDEX "SegmentCell_campaignId_simulated_engineVersion_variablesKey_key" ON "SegmentCell"("campaignId", "simulated", "engineVersion", "variablesKey");

-- CreateIndex
CREATE INDEX "SampleBatch_videoId_writer_writerSeq_idx" ON "SampleBatch"("videoId", "writer", "writerSeq");

-- CreateIndex
CREATE INDEX "ViewerTrack_videoId_idx" ON "ViewerTrack"("videoId");

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Campaign" ADD CONSTRAINT "Campaign_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Video" ADD CONSTRAINT "Video_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConsentRecord" ADD CONSTRAINT "ConsentRecord_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConsentRecord" ADD CONSTRAINT "ConsentRecord_textSha256_fkey" FOREIGN KEY ("textSha256") REFERENCES "ConsentText"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConsentRecord" ADD CONSTRAINT "ConsentRecord_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_cellId_fkey" FOREIGN KEY ("cellId") REFERENCES "SegmentCell"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionStimulus" ADD CONSTRAINT "SessionStimulus_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SegmentCell" ADD CONSTRAINT "SegmentCell_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ViewerTrack" ADD CONSTRAINT "ViewerTrack_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
