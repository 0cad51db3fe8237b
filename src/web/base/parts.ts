/** So many papers are on one page and in one feed of a long list, as on that of a day: to render them takes six milliseconds. */
const PART = 50;

/** How many parts a list has, one even where it is empty. */
export function countParts(length: number): number {
  return Math.max(1, Math.ceil(length / PART));
}

/** The n-th part of a list, from 1; empty where there is none. */
export function takePart<T>(items: readonly T[], n: number): T[] {
  return Number.isInteger(n) && n > 0 ? items.slice((n - 1) * PART, n * PART) : [];
}
