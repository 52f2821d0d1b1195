import { describe, expect, it } from "vitest";
import { pathWithinSite } from "./path-within-site.ts";

describe("the way back after signing in", () => {
  it.each([
    ["/studio/campaigns/4/timeline?basis=raw", "/studio/campaigns/4/timeline?basis=raw"],
    ["http://localhost:3000/studio/campaigns/4", "/studio/campaigns/4"],
    [undefined, "/studio"],
    [["/a", "/b"], "/studio"],
    ["/sign-in", "/studio"],
    ["javascript:alert(1)", "/studio"],
    ["http://[", "/studio"],
  ])("of %s is %s", (wanted, path) => {
    expect(pathWithinSite(wanted)).toBe(path);
  });

  it.each([
    "https://evil.example/take",
    "//evil.example/take",
    "/\\evil.example/take",
    "https:evil.example//x",
  ])("never leaves the site by %s", (wanted) => {
    const path = pathWithinSite(wanted);
    expect(new URL(path, "https://here.example").host).toBe("here.example");
  });
});
