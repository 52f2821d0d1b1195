import { describe, expect, it } from "vitest";
import { audienceSecond, sevenEstimates, timelineOf } from "#lib/testing/timelines.ts";
import { type ChartPicture, chartSvg, PICTURE_WIDTH } from "./chart-svg.ts";
import { stripPoints } from "./losses.ts";
import { numberWords } from "./number-words.ts";
import { audienceCurves } from "./series.ts";

const second = (at: number, first: number | null) =>
  audienceSecond(at, {
    n: 40 + at,
    reached: 50,
    reactionShare: first === null ? null : sevenEstimates(first),
  });
const timeline = timelineOf([
  second(0, 0.1),
  second(1, 0.2),
  second(2, null),
  second(3, 0.3),
  second(4, 0.2),
]);

const zero = audienceCurves(timelineOf([second(0, 0), second(1, 0)]), "share").happy;

const picture: ChartPicture = {
  title: 'Halden & "mornings" <30 s>',
  subtitle: "Viewers whose score is 0.25 or more. Band: 95% interval.",
  footnotes: ["Scored by human-3.3.6/emotion"],
  curves: [
    {
      label: "Happy",
      curve: audienceCurves(timeline, "share").happy,
      colour: "#c48300",
      dash: null,
      prominent: true,
    },
  ],
  limits: { floor: 0, ceiling: 1 },
  formatValue: numberWords("en-US").percent,
  formatCount: numberWords("en-US").count,
  strip: stripPoints(timeline),
  scenes: [{ label: "Rain", startMs: 0, endMs: 2_000 }],
  window: { from: 0, to: 5 },
  countedAudience: "real",
  scheme: "light",
};

describe("the chart as a picture", () => {
  it("says what it shows, whose numbers they are and what the band means", () => {
    const { svg } = chartSvg(picture);
    for (const words of [
      "Halden &amp; &quot;mornings&quot; &lt;30 s&gt;",
      "Band: 95% interval.",
      ">Happy</text>",
      ">Rain</text>",
      "n = 40 to 44",
      "human-3.3.6/emotion",
    ]) {
      expect(svg).toContain(words);
    }
    expect(svg).not.toContain("Simulated viewers");
    expect(svg).not.toMatch(/<image|href|url\((?!#)/);
  });

  it("goes on in another line where words would leave the picture, and all below it moves down", () => {
    const title = `${"Nordlys spring spot ".repeat(6)}– Cut A`;
    const subtitle = `Segment: Men of every age who watch on a telephone. ${picture.subtitle} Drawn as a centred mean of 5 s; numbers are not.`;
    const footnotes = ["180 viewers, 3 excluded. ".repeat(8).trim()];
    const { svg, height } = chartSvg({
      ...picture,
      title,
      subtitle,
      footnotes,
      countedAudience: "simulated",
    });
    const lines = [...svg.matchAll(/<text x="64" y="([\d.]+)" font-size="(\d+)"[^>]*>([^<]*)/g)].map(
      ([, y, size, words]) => ({ y: Number(y), size: Number(size), words: words ?? "" }),
    );
    for (const [words, size] of [
      [title, 24],
      [subtitle, 15],
      [footnotes[0], 13],
    ] as const) {
      const own = lines.filter((line) => line.size === size && words?.includes(line.words));
      expect(own.length).toBeGreaterThan(1);
      expect(own.map((line) => line.words).join(" ")).toBe(words);
      // A letter of the picture's fonts is half as wide as high, and a little.
      for (const line of own) expect(line.words.length * size * 0.5).toBeLessThan(PICTURE_WIDTH - 2 * 64);
      for (const [index, line] of own.slice(1).entries()) {
        expect(line.y - own[index]!.y).toBeGreaterThan(size);
      }
      expect(own.at(-1)!.y).toBeLessThan(height);
    }
    const mark = Number(/<rect x="64" y="([\d.]+)"[^>]*fill="none"/.exec(svg)?.[1]);
    const lastOfSubtitle = Math.max(...lines.filter(({ size }) => size === 15).map(({ y }) => y));
    expect(mark).toBeGreaterThan(lastOfSubtitle);
    expect(height).toBeGreaterThan(chartSvg({ ...picture, countedAudience: "simulated" }).height + 60);
  });

  it("writes its numbers in the words it is given", () => {
    const { percent, count } = numberWords("de-DE");
    const crowd = stripPoints(timeline).map((point) => ({ ...point, n: point.n + 1_000 }));
    const { svg } = chartSvg({ ...picture, strip: crowd, formatValue: percent, formatCount: count });
    expect(svg).toContain("n = 1.040 to 1.044 (dark)");
    expect(svg).toContain(">1.050</text>");
    expect(svg).toContain(">20\u00a0%</text>");
  });

  it("marks simulated viewers, alone or among real ones", () => {
    expect(chartSvg({ ...picture, countedAudience: "simulated" }).svg).toContain("no person was measured");
    const { svg } = chartSvg({ ...picture, countedAudience: "mixed" });
    expect(svg).toContain("Simulated viewers among them");
    expect(svg).not.toContain("no person was measured");
  });

  it("draws a line at the very edge of the plot as thick as elsewhere", () => {
    const { svg } = chartSvg({ ...picture, curves: [{ ...picture.curves[0]!, curve: zero }] });
    const number = (pattern: RegExp) => Number(pattern.exec(svg)?.[1]);
    const line = number(/<polyline points="[\d.]+,([\d.]+)/);
    const clip = /<clipPath id="plot"><rect x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/.exec(
      svg,
    );
    const bottom = Number(clip?.[1]) + Number(clip?.[2]);
    expect(bottom - line).toBeGreaterThanOrEqual(number(/stroke-width="([\d.]+)"\/>/) / 2);
  });

  it("leaves gaps where numbers are missing, in line and band", () => {
    const { svg } = chartSvg(picture);
    expect(svg.match(/<polyline/g)).toHaveLength(2);
    expect(svg.match(/<polygon/g)).toHaveLength(2);
  });

  it("shows the part of the film that the page shows, and the n of that part", () => {
    const { svg } = chartSvg({ ...picture, window: { from: 3, to: 5 } });
    expect(svg).toContain("n = 43 to 44");
    expect(svg).toContain(">0:03</text>");
    expect(svg).not.toContain(">Rain</text>");
  });
});
