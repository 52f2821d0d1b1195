/** Adjacent points of one curve whose t is past the forming threshold in the same direction. */
export interface Cluster {
  curve: number;
  /** First point, and the one behind the last. */
  from: number;
  to: number;
  sign: 1 | -1;
  /** Sum of |t|. */
  mass: number;
}

/**
 * Clusters of the t values that are not 0, `ts[curve * points + point]`. With `joins` false every point is a cluster
 * of its own: scenes, unlike seconds, do not follow from one another.
 */
export function findClusters(ts: Float64Array, points: number, joins: boolean): Cluster[] {
  const clusters: Cluster[] = [];
  for (let at = 0; at < ts.length; at++) {
    const t = ts[at]!;
    if (t === 0) continue;
    const sign = t > 0 ? 1 : -1;
    const curve = Math.floor(at / points);
    const point = at % points;
    const last = clusters.at(-1);
    if (joins && last && last.curve === curve && last.to === point && last.sign === sign) {
      last.to++;
      last.mass += Math.abs(t);
    } else {
      clusters.push({ curve, from: point, to: point + 1, sign, mass: Math.abs(t) });
    }
  }
  return clusters;
}

/** The largest mass among `findClusters`' clusters, without making them; 0 without any. */
export function largestMass(ts: Float64Array, points: number, joins: boolean): number {
  let largest = 0;
  let mass = 0;
  let before = 0;
  for (let at = 0; at < ts.length; at++) {
    const t = ts[at]!;
    const goes = joins && at % points !== 0 && t * before > 0;
    mass = (goes ? mass : 0) + Math.abs(t);
    if (mass > largest) largest = mass;
    before = t;
  }
  return largest;
}
