-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "lossBits" SMALLINT;
