import { expect, it } from "vitest";
import { emptyReason } from "./audience-words.ts";

it("tells a segment that matches nobody from an audience that nobody belongs to yet", () => {
  expect(emptyReason({ sessions: 3, excluded: 1, audienceSessions: 9 })).toBeNull();
  expect(emptyReason({ sessions: 0, excluded: 0, audienceSessions: 9 })).toBe("segment");
  expect(emptyReason({ sessions: 0, excluded: 0, audienceSessions: 0 })).toBe("audience");
  expect(emptyReason({ sessions: 0, excluded: 2, audienceSessions: 9 })).toBe("excluded");
  expect(emptyReason({ sessions: 0, excluded: 2, audienceSessions: 0 })).toBe("excluded");
});
