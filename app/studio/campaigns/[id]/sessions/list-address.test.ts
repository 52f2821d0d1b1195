import { describe, expect, it } from "vitest";
import { listHref, readList } from "./list-address.ts";

describe("the address of the list of respondents", () => {
  it("is read part by part: what cannot be read is left out", () => {
    const { query, address } = readList({ audience: "simulated", state: "asleep", variable: "age:25-34" });
    expect(query).toMatchObject({
      audience: "simulated",
      variable: { key: "age", value: "25-34" },
      sort: "startedAt",
      limit: 50,
    });
    expect(address).toEqual({ audience: "simulated", variable: "age:25-34" });
  });

  it("keeps a cut, a reason of loss and a consent version that it can read", () => {
    const asked = { videoId: "7", loss: "tooDark", consent: "2026-11-24.4" };
    const { query, address } = readList(asked);
    expect(query).toMatchObject({ ...asked, videoId: 7 });
    expect(listHref("/s", address, {})).toBe("/s?videoId=7&loss=tooDark&consent=2026-11-24.4");
    expect(readList({ videoId: "0", loss: "boredom", consent: "x".repeat(41) }).address).toEqual({});
    expect(readList({ videoId: "9999999999" }).address).toEqual({});
  });

  it("keeps the other choices, leaves out defaults and begins at the first page", () => {
    const { address } = readList({ audience: "simulated", cursor: "abc", sort: "state" });
    expect(listHref("/s", address, { state: "open" })).toBe("/s?audience=simulated&state=open&sort=state");
    expect(listHref("/s", address, { cursor: "def" })).toBe("/s?audience=simulated&sort=state&cursor=def");
    expect(listHref("/s", address, { audience: "real", sort: undefined })).toBe("/s");
  });
});
