import { describe, expect, it } from "vitest";
import { type CsvColumn, csvStream } from "./csv-stream.ts";

interface Row {
  name: string | null;
  viewers: number | null;
  score: number | null;
}

const COLUMNS: CsvColumn<Row>[] = [
  { name: "name", kind: "text", read: (row) => row.name },
  { name: "viewers", kind: "count", read: (row) => row.viewers },
  { name: "score", kind: "measure", read: (row) => row.score },
];

async function* pagesOf(...pages: Row[][]) {
  yield* pages;
}

const text = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

describe("csvStream", () => {
  it("writes these exact bytes: quoted where needed, missing cells empty, numbers by the one rule", async () => {
    const rows: Row[] = [
      { name: "plain", viewers: 12, score: 0.25 },
      { name: 'a "quoted", one\nof two lines', viewers: 0, score: -0.03126 },
      { name: "Zürich ☺", viewers: null, score: null },
      { name: null, viewers: 1_000_000, score: -0.00001 },
    ];
    expect(await text(csvStream(COLUMNS, pagesOf(rows)))).toBe(
      [
        "name,viewers,score",
        "plain,12,0.2500",
        '"a ""quoted"", one\nof two lines",0,-0.0313',
        "Zürich ☺,,",
        ",1000000,0.0000",
        "",
      ].join("\n"),
    );
  });

  it.each(["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])(
    "keeps a spreadsheet from running the text %j",
    async (name) => {
      const file = await text(csvStream(COLUMNS, pagesOf([{ name, viewers: 1, score: -1 }])));
      expect(file).toContain(`'${name}`);
      expect(file).toContain(",1,-1.0000\n");
    },
  );

  it("is a header when there are no rows, and goes on behind an empty page", async () => {
    expect(await text(csvStream(COLUMNS, pagesOf()))).toBe("name,viewers,score\n");
    const row = { name: "x", viewers: 1, score: 1 };
    expect(await text(csvStream(COLUMNS, pagesOf([], [row], [], [row])))).toBe(
      "name,viewers,score\nx,1,1.0000\nx,1,1.0000\n",
    );
  });

  it("asks for a page only when the reader wants it, and closes the source when the reader leaves", async () => {
    let asked = 0;
    let closed = false;
    async function* endless() {
      try {
        for (;;) {
          asked++;
          yield [{ name: `page ${asked}`, viewers: 1, score: 1 }];
        }
      } finally {
        closed = true;
      }
    }
    const reader = csvStream(COLUMNS, endless()).getReader();
    const read = async () => new TextDecoder().decode((await reader.read()).value);
    expect(asked).toBe(0);
    expect(await read()).toBe("name,viewers,score\n");
    expect(await read()).toBe("page 1,1,1.0000\n");
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(1);
    expect(await read()).toBe("page 2,1,1.0000\n");
    await reader.cancel();
    expect(asked).toBe(2);
    expect(closed).toBe(true);
  });

  it("lets the server do other work between any two pages, even when nothing ever waits", async () => {
    let turns = 0;
    const count = () => {
      turns++;
      immediate = setImmediate(count);
    };
    let immediate = setImmediate(count);
    const page = [{ name: "x", viewers: 1, score: 1 }];
    await text(csvStream(COLUMNS, pagesOf(...Array.from({ length: 40 }, () => page))));
    clearImmediate(immediate);
    expect(turns).toBeGreaterThanOrEqual(40);
  });

  it("fails when its source fails, so that half a file does not pass for a whole one", async () => {
    async function* failing() {
      yield [{ name: "x", viewers: 1, score: 1 }];
      throw new Error("connection lost");
    }
    await expect(text(csvStream(COLUMNS, failing()))).rejects.toThrow("connection lost");
  });
});
