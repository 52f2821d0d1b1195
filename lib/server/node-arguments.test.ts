import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { SERVER_ARGUMENTS } from "./node-arguments.mjs";

it.each([
  ["Dockerfile", JSON.stringify(["node", ...SERVER_ARGUMENTS]).replaceAll('","', '", "')],
  ["docs/deploy/reactline.service", `/usr/bin/node ${SERVER_ARGUMENTS.join(" ")}`],
  ["docs/deploy/reactline@.service", `/usr/bin/node ${SERVER_ARGUMENTS.join(" ")}`],
])("%s starts the server as npm start does", (file, command) => {
  expect(readFileSync(file, "utf8")).toContain(command);
});
