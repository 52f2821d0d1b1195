/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm test` checks types; doing it again would double a first start.
  typescript: { ignoreBuildErrors: true },
  // Makes the next build faster and this one a fifth slower: no use where there is no next one.
  experimental: { turbopackFileSystemCacheForBuild: process.env.BUILD_ONCE === undefined },
  serverExternalPackages: [
    "@electric-sql/pglite",
    "pglite-prisma-adapter",
    "pg",
    "@prisma/adapter-pg",
    "@prisma/client",
    "@prisma/schema-engine-wasm",
    "@node-rs/argon2",
    "pino",
    "@tus/server",
    "@tus/file-store",
  ],
  turbopack: {
    // Human's exports map leads to its Node build; the browser's is named here.
    resolveAlias: { "@vladmandic/human": "./node_modules/@vladmandic/human/dist/human.esm.js" },
  },
};
