import type { Page } from "@playwright/test";
import { type Timeline, timelineSchema } from "#lib/protocol/timeline.ts";

interface Waiting {
  second: number;
  reached: number;
  served: (atMs: number) => void;
}

/** What the studio page has been served: the count of viewers behind each media second, and when it rose. */
export class ServedSeconds {
  readonly #reached = new Map<number, number>();
  readonly #firstServedAtMs = new Map<string, number>();
  readonly #waiting = new Set<Waiting>();

  constructor(page: Page) {
    page.on("requestfinished", async (request) => {
      const servedAtMs = Date.now();
      if (!/\/api\/campaigns\/\d+\/timeline(\?|$)/.test(request.url())) return;
      const response = await request.response();
      if (!response?.ok()) return;
      // Closed while it was read: the bench is over.
      const body: unknown = await response.json().catch(() => null);
      if (body !== null) this.#take(timelineSchema.parse(body), servedAtMs);
    });
  }

  /** Viewers behind each second in the newest response. */
  counts(): ReadonlyMap<number, number> {
    return new Map(this.#reached);
  }

  /** Resolves with the time at which the page was first served this second with `reached` viewers behind it. */
  servedWith(second: number, reached: number): Promise<number> {
    const known = this.#firstServedAtMs.get(`${second}/${reached}`);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((served) => this.#waiting.add({ second, reached, served }));
  }

  #take(timeline: Timeline, servedAtMs: number): void {
    for (const { second, reached } of timeline.seconds) {
      const before = this.#reached.get(second) ?? 0;
      for (let count = before + 1; count <= reached; count++) {
        this.#firstServedAtMs.set(`${second}/${count}`, servedAtMs);
      }
      this.#reached.set(second, Math.max(before, reached));
    }
    for (const waiting of this.#waiting) {
      const atMs = this.#firstServedAtMs.get(`${waiting.second}/${waiting.reached}`);
      if (atMs === undefined) continue;
      this.#waiting.delete(waiting);
      waiting.served(atMs);
    }
  }
}
