/**
 * Arguments of Node for the one process that serves pages and sockets; docs/deploy and the Dockerfile repeat them. New
 * objects have 64 MB instead of 16: what lives for a flush then mostly dies there instead of being copied, which took a
 * fifth of the processor with 3,000 viewers (docs/decisions/017-what-a-batch-costs.md).
 */
export const SERVER_ARGUMENTS = ["--max-semi-space-size=64", "--import", "tsx", "lib/server/main.ts"];
