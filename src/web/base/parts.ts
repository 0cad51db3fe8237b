/** So many papers are on one page and in one feed of a long list: to render them takes a few milliseconds. */
const PART = 100;

/** How many parts a list has, one even where it is empty. */
export function countParts(length: number): number {
  return Math.max(1, Math.ceil(length / PART));
}

/** The n-th part of a list, from 1; empty where there is none. */
export function takePart<T>(items: readonly T[], n: number): T[] {
  return Number.isInteger(n) && n > 0 ? items.slice((n - 1) * PART, n * PART) : [];
}
