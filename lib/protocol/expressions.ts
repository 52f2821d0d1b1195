/** The seven expressions in the product's fixed order. Every score vector, column and sum follows it. */
export const EXPRESSIONS = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"] as const;

export type Expression = (typeof EXPRESSIONS)[number];

export const EXPRESSION_COUNT = EXPRESSIONS.length;
