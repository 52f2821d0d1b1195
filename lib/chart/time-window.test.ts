import { describe, expect, it } from "vitest";
import {
  fitWindow,
  followWindow,
  isWhole,
  panWindow,
  shareOfWindow,
  wholeWindow,
  windowText,
  zoomWindow,
} from "./time-window.ts";

describe("the window of a timeline", () => {
  it("keeps what is under the pointer where it is while zooming", () => {
    const zoomed = zoomWindow({ from: 0, to: 30 }, 30, 0.5, 10);
    expect(zoomed).toEqual({ from: 5, to: 20 });
    expect(shareOfWindow(zoomed, 10)).toBeCloseTo(shareOfWindow(wholeWindow(30), 10), 12);
    expect(zoomWindow(zoomed, 30, 2, 10)).toEqual({ from: 0, to: 30 });
  });

  it("never leaves the film nor becomes too narrow to read", () => {
    expect(zoomWindow({ from: 0, to: 30 }, 30, 0.001, 29.9)).toEqual({ from: 26.9, to: 29.9 });
    expect(zoomWindow({ from: 10, to: 20 }, 30, 9, 15)).toEqual({ from: 0, to: 30 });
    expect(panWindow({ from: 5, to: 15 }, 30, 100)).toEqual({ from: 20, to: 30 });
    expect(panWindow({ from: 5, to: 15 }, 30, -100)).toEqual({ from: 0, to: 10 });
    expect(fitWindow({ from: 12, to: 9 }, 30)).toEqual({ from: 12, to: 15 });
    expect(fitWindow({ from: 0, to: 9 }, 2)).toEqual({ from: 0, to: 2 });
  });

  it("follows what plays out of it", () => {
    const window = { from: 5, to: 15 };
    expect(followWindow(window, 30, 12)).toBe(window);
    expect(followWindow(window, 30, 15.1)).toEqual({ from: 15.1, to: 25.1 });
    expect(followWindow(window, 30, 0)).toEqual({ from: 0, to: 10 });
  });

  it("is what its address says", () => {
    const halved = zoomWindow({ from: 0, to: 18.8 }, 30, 0.5, 7.31);
    expect(windowText(halved)).toBe(`${halved.from}-${halved.to}`);
    expect(fitWindow({ from: 20, to: 40 }, 29.97).to).toBe(29.97);
  });

  it.each([29.97, 29.94, 29.949, 0.04])("shows a film of %d s to its end", (duration) => {
    expect(isWhole(fitWindow(wholeWindow(duration), duration), duration)).toBe(true);
    const end = panWindow({ from: 0, to: 10 }, duration, duration);
    expect(end.to).toBe(duration);
    const [from, to] = windowText(end).split("-").map(Number) as [number, number];
    expect(fitWindow({ from, to }, duration)).toEqual(end);
  });

  it("is written in tenths", () => {
    expect(windowText({ from: 12.04, to: 20 })).toBe("12-20");
    expect(windowText({ from: 12.46, to: 20.05 })).toBe("12.5-20.1");
    expect(isWhole({ from: 0, to: 30 }, 30)).toBe(true);
    expect(isWhole({ from: 0.1, to: 30 }, 30)).toBe(false);
  });
});
