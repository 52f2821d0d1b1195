import fc from "fast-check";
import { LOSS_REASONS, type ViewerSecond } from "#lib/protocol/viewer-second.ts";

const share = fc.integer({ min: 0, max: 10_000 });
const seven = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 7, maxLength: 7 });

/** Any viewer-second that ingest could store. */
export const anyViewerSecond: fc.Arbitrary<ViewerSecond> = fc
  .record({
    coverage: share,
    loss: fc.constantFrom(...LOSS_REASONS),
    raw: fc.option(seven(share)),
    baseline: fc.option(seven(share)),
    valence: fc.integer({ min: -10_000, max: 10_000 }),
    expressiveness: share,
    attention: fc.option(share),
    interest: fc.option(share),
  })
  .map(({ baseline, ...second }) => {
    const corrected = second.raw && baseline ? second.raw.map((value, i) => value - baseline[i]!) : null;
    return {
      ...second,
      loss: second.raw ? null : second.loss,
      corrected,
      valence: second.raw ? second.valence : null,
      expressiveness: corrected ? second.expressiveness : null,
    };
  });
