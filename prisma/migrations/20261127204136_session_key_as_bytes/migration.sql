-- DropIndex
DROP INDEX "Session_keySha256_idx";

-- AlterTable: what was written in hexadecimal is half as long.
ALTER TABLE "Session" ALTER COLUMN "keySha256" TYPE BYTEA USING decode("keySha256", 'hex');

-- CreateIndex
CREATE INDEX "Session_keySha256_idx" ON "Session" USING HASH ("keySha256");
