-- AlterTable
ALTER TABLE "ConsentRecord" ADD COLUMN     "withdrawnAt" TIMESTAMPTZ(3);
