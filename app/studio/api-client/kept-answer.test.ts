import { describe, expect, it } from "vitest";
import { shownAnswer } from "./kept-answer.ts";

describe("an answer that stays in sight", () => {
  it("is stale from the moment another question is asked until that one is answered", () => {
    const first = { key: "/timeline?videoId=1", answer: 41 };
    expect(shownAnswer(undefined, first.key)).toEqual({ answer: undefined, stale: false });
    expect(shownAnswer(first, first.key)).toEqual({ answer: 41, stale: false });
    for (const other of ["/timeline?videoId=2", "/timeline?videoId=1&segment=3"]) {
      expect(shownAnswer(first, other)).toEqual({ answer: 41, stale: true });
      expect(shownAnswer({ key: other, answer: 7 }, other)).toEqual({ answer: 7, stale: false });
    }
    expect(shownAnswer(first, null), "nothing is asked").toEqual({ answer: undefined, stale: false });
  });
});
