-- AlterTable
ALTER TABLE "Campaign" ADD COLUMN     "attestedBy" TEXT,
ADD COLUMN     "attestedById" INTEGER,
ADD COLUMN     "attestedText" TEXT,
ADD COLUMN     "deletedAt" TIMESTAMPTZ(3),
ADD COLUMN     "simulatedRemovedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN     "demoMadeAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Video" ADD COLUMN     "file" TEXT,
ADD COLUMN     "sizeBytes" INTEGER,
ADD COLUMN     "thumbnail" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "Video_file_key" ON "Video"("file");

-- CreateIndex
CREATE UNIQUE INDEX "Video_thumbnail_key" ON "Video"("thumbnail");
