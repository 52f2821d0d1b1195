import { describe, expect, it } from "vitest";
import { namesUnknownFilm, withoutFilms } from "./film-address.ts";

const videos = [{ id: 7 }, { id: 8 }];

describe("the films that a page's address names", () => {
  it("are known or not, each of them; what is no number names none", () => {
    const unknown = (params: Record<string, string | string[]>) =>
      namesUnknownFilm(params, ["a", "b"], videos);
    expect(unknown({})).toBe(false);
    expect(unknown({ a: "7", b: "8" })).toBe(false);
    expect(unknown({ a: "7", b: "9" })).toBe(true);
    expect(unknown({ a: "70" })).toBe(true);
    expect(unknown({ videoId: "9" })).toBe(false);
    expect(unknown({ a: "first", b: ["9", "10"] })).toBe(false);
  });

  it("are left out with the second and the part of them that were shown, and nothing else is", () => {
    const params = { videoId: "9", audience: "simulated", at: "12", zoom: "10-20", segments: "3" };
    expect(withoutFilms(params, ["videoId"]).toString()).toBe("audience=simulated&segments=3");
  });
});
