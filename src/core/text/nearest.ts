import { editDistance } from './edit-distance.ts';

/** The candidate closest to `typed`, if it is close enough to be meant. */
export function findNearest(typed: string, candidates: readonly string[]): string | undefined {
  const word = typed.toLowerCase().slice(0, 40);
  const [best] = candidates
    .map((candidate) => ({
      candidate,
      distance: candidate.startsWith(word) && word.length > 1 ? 0 : editDistance(word, candidate),
    }))
    .toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(1, Math.floor(best.candidate.length / 3))
    ? best.candidate
    : undefined;
}
