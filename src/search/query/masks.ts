/** For each segment 1 for the papers that may be found. */
export type Masks = readonly Uint8Array[];

/** 1 for the papers of a segment that both masks have. */
export function intersect(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((found, paper) => found & (other[paper] ?? 0));
}
