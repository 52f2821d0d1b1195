/** The one part of jstat that is used; the package ships no types. It is CommonJS: Node gives only a default. */
declare module "jstat" {
  const jStat: {
    studentt: {
      /** Quantile of Student's t at probability `p` with `degreesOfFreedom`. */
      inv(p: number, degreesOfFreedom: number): number;
      /** Probability of a t of at most `x`. */
      cdf(x: number, degreesOfFreedom: number): number;
    };
  };
  export default jStat;
}
