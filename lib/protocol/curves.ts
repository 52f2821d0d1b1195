import { z } from "zod";
import { EXPRESSIONS } from "./expressions.ts";

/** What is followed over a video: the seven expressions, then what is derived from a face and where it looks. */
export const CURVES = [...EXPRESSIONS, "valence", "attention", "interest"] as const;
export const curveSchema = z.enum(CURVES);
export type CurveName = (typeof CURVES)[number];
export const CURVE_COUNT = CURVES.length;
/** Each viewer's value lies within 0..1 and is read as a percentage, however expressions are read. */
export const SHARE_CURVES: readonly CurveName[] = ["attention", "interest"];

/** Whether expressions are read as the share of viewers who react, or as their mean score. */
export const measureSchema = z.enum(["share", "mean"]);
