import { LATENT_DIMENSIONS } from '../postings/document-vectors.ts';
import { MAX_SEGMENT_PAPERS, POSTINGS_PER_SKIP, type SegmentArrays } from '../postings/segment-arrays.ts';
import type { NamedArrays } from '../storage/snapshot-format.ts';
import { areEnds } from '../storage/text-list.ts';
import { UnusableSnapshot } from '../storage/unusable-snapshot.ts';

/**
 * Throws `UnusableSnapshot` where the arrays of a segment do not fit each other. A checksum says nothing of it: an end that
 * is behind the array would have a query read for minutes. What is read on demand is not looked at here.
 *
 * @param positions how many bytes of positions the file has for the segment; absent where none are used
 */
export function checkSegment(arrays: SegmentArrays, positions: number | undefined): void {
  const { idEnds, idOrder, days, votes, code, titleLengths, bodyLengths } = arrays;
  const { termEnds, postingEnds, postings, quantizedFrequencies, maxImpacts, builtAverage, positionSkips } =
    arrays;
  const size = idEnds.length;
  const [average = Number.NaN] = builtAverage;
  const isWhole =
    size <= MAX_SEGMENT_PAPERS &&
    [idOrder, days, votes, code, titleLengths, bodyLengths].every(({ length }) => length === size) &&
    [postingEnds, maxImpacts].every(({ length }) => length === termEnds.length) &&
    quantizedFrequencies.length >= Math.ceil(postings.length / 2) &&
    positionSkips.length <= Math.ceil(postings.length / POSTINGS_PER_SKIP) + 1 &&
    Number.isFinite(average) &&
    average >= 0 &&
    areBelow(idOrder, size) &&
    areEnds(idEnds, arrays.idBytes.length) &&
    areEnds(termEnds, arrays.termBytes.length) &&
    areEnds(postingEnds, postings.length, size) &&
    (positions === undefined || areEnds(positionSkips, positions));
  if (!isWhole) throw new UnusableSnapshot('inconsistent-segment');
}

/** The same for the vectors of a segment's papers. */
export function checkVectors(latent: Int8Array, papers: number): void {
  if (latent.length !== papers * LATENT_DIMENSIONS) throw new UnusableSnapshot('inconsistent-vectors');
}

/** The same for the latent model. */
export function checkModel({ termBytes, termEnds, rows, termVectors }: NamedArrays): void {
  const isWhole =
    termBytes instanceof Uint8Array &&
    termEnds instanceof Uint32Array &&
    rows instanceof Uint32Array &&
    termVectors instanceof Float32Array &&
    rows.length === termEnds.length &&
    termVectors.length === rows.length * LATENT_DIMENSIONS &&
    areBelow(rows, rows.length) &&
    areEnds(termEnds, termBytes.length);
  if (!isWhole) throw new UnusableSnapshot('inconsistent-model');
}

function areBelow(numbers: Uint16Array | Uint32Array, limit: number): boolean {
  for (let i = 0; i < numbers.length; i++) if ((numbers[i] as number) >= limit) return false;
  return true;
}
