import { describe, expect, it } from "vitest";
import { AskedValue } from "./asked-value.ts";

describe("what was last asked for", () => {
  it("is kept while pages are drawn that were asked for before it", () => {
    const asked = new AskedValue("");
    asked.ask("a", "a");
    asked.ask("a b", "a b");
    asked.drawn("a", "a");
    expect(asked.latest).toBe("a b");
    asked.drawn("a b", "a b");
    expect(asked.latest).toBe("a b");
  });

  it("is what a link led to, whatever was asked for before", () => {
    const asked = new AskedValue("");
    asked.ask("a", "a");
    asked.drawn("from a link", "from a link");
    expect(asked.latest).toBe("from a link");
  });

  it("goes to and fro with the reader", () => {
    const asked = new AskedValue("");
    for (const value of ["a", "b", "a"]) asked.ask(value, value);
    asked.drawn("a", "a");
    asked.ask("c", "c");
    expect(asked.latest).toBe("c");
  });
});
