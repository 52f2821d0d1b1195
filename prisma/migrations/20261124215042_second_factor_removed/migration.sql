-- AlterTable
ALTER TABLE "User" ADD COLUMN     "totpRemovedAt" TIMESTAMPTZ(3),
ADD COLUMN     "totpRemovedBy" TEXT;
