/** The index of `wanted` in an ascending list, or in the part `[from, to)` of a list that ascends there; or -1. */
export function findSorted(sorted: Uint16Array, wanted: number, from = 0, to = sorted.length): number {
  let low = from;
  let high = to - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle] as number;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
