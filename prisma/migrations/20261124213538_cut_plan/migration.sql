-- CreateEnum
CREATE TYPE "CutPlan" AS ENUM ('allInOrder', 'oneEach', 'allShuffled');

-- AlterTable
ALTER TABLE "Campaign" ADD COLUMN     "cutPlan" "CutPlan" NOT NULL DEFAULT 'allInOrder';

-- CreateTable
CREATE TABLE "CutTurn" (
    "campaignId" INTEGER NOT NULL,
    "simulated" BOOLEAN NOT NULL,
    "taken" INTEGER NOT NULL,

    CONSTRAINT "CutTurn_pkey" PRIMARY KEY ("campaignId","simulated")
);

-- AddForeignKey
ALTER TABLE "CutTurn" ADD CONSTRAINT "CutTurn_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;
