import { z } from "zod";

/** What the load generator is to do: one process for all viewers, told by its parent. */
export const loadOrderSchema = z.object({
  kind: z.enum(["socket.io", "ws"]),
  url: z.string(),
  tickets: z.array(z.string()),
  seconds: z.number().int(),
  connectsASecond: z.number(),
  /** Viewers that end their session when all is stored; at most so many at a time. */
  finishing: z.number().int(),
});
export type LoadOrder = z.infer<typeof loadOrderSchema>;

/** The generator waits for "stream" once all are connected, and for "finish" once all is answered. */
export const loadReportSchema = z.discriminatedUnion("phase", [
  z.object({ phase: z.literal("connected"), viewers: z.number() }),
  z.object({
    phase: z.literal("answered"),
    sent: z.number(),
    /** Sent again after a refusal or a lost connection. */
    again: z.number(),
    acked: z.number(),
    refused: z.record(z.string(), z.number()),
    disconnects: z.number(),
    /** From the time at which a batch was due to its answer, ms. */
    ackP50Ms: z.number(),
    ackP99Ms: z.number(),
    ackMaxMs: z.number(),
    /** Of both directions, without TCP's own. */
    wireBytes: z.number(),
    cpuMs: z.number(),
  }),
  z.object({ phase: z.literal("finished"), viewers: z.number() }),
]);
export type LoadReport = z.infer<typeof loadReportSchema>;
