/** The one part of jstat that is used; the package ships no types. */
declare module "jstat" {
  export const jStat: {
    studentt: {
      /** Quantile of Student's t at probability `p` with `degreesOfFreedom`. */
      inv(p: number, degreesOfFreedom: number): number;
    };
  };
}
