import type { Instant } from '../core/paper.ts';
import { FilePages } from './file-pages.ts';
import { LatentModel } from './latent-model.ts';
import type { PositionBytes } from './position-reader.ts';
import { Segment } from './segment.ts';
import { SEGMENT_LAYOUT, type SegmentArrays } from './segment-arrays.ts';
import type { NumberArray } from './snapshot-format.ts';
import { readSnapshot, UnusableSnapshot } from './snapshot-reader.ts';

/** What a snapshot says of itself. */
export interface IndexMeta {
  /** Every paper saved before this is in it. */
  readonly through: Instant;
  readonly papers: number;
}

export interface IndexFile {
  readonly meta: IndexMeta;
  readonly segments: readonly Segment[];
  /** Absent in an index of few papers. */
  readonly model: LatentModel | undefined;
  readonly bytes: number;
  /** Lets the file go; the segments cannot be used after that. */
  close(): void;
}

/** The kinds of blobs: a segment, the positions and the vectors of the segment with the same number, the latent model. */
export const SEGMENT_BLOB = 'segment';
export const POSITIONS_BLOB = 'positions';
export const VECTORS_BLOB = 'vectors';
export const MODEL_BLOB = 'latent model';

/** So much of the positions is kept in memory once it was needed: all of them up to about 80,000 papers. */
const POSITIONS_IN_MEMORY = 20_000_000;

/** Opens the index in a snapshot file; `UnusableSnapshot` says why it cannot be. */
export function openIndexFile(path: string, positionsInMemory = POSITIONS_IN_MEMORY): IndexFile {
  const { meta, blobs, left, file, bytes, close } = readSnapshot<IndexMeta>(path, POSITIONS_BLOB);
  const ofKind = (wanted: string) => blobs.filter(({ kind }) => kind === wanted).map(({ arrays }) => arrays);
  const pages = new FilePages(file, positionsInMemory);
  const segments = ofKind(SEGMENT_BLOB).map((arrays, i) => {
    const { offset = 0, bytes: length = 0 } = left[i] ?? {};
    return segmentOf(arrays, { pages, offset, length });
  });
  for (const [i, { latent }] of ofKind(VECTORS_BLOB).entries()) {
    const segment = segments[i];
    if (segment && latent instanceof Int8Array) segment.latent = latent;
  }
  const [model] = ofKind(MODEL_BLOB);
  return { meta, segments, model: model && LatentModel.fromArrays(model), bytes, close };
}

/** A segment from its arrays; without positions it can be trained on, but no phrase can be found in it. */
export function segmentOf(
  arrays: Readonly<Record<string, NumberArray>>,
  positions: PositionBytes = new Uint8Array(),
): Segment {
  if (!isSegment(arrays)) throw new UnusableSnapshot('a part of a segment is missing');
  return new Segment(arrays, positions);
}

function isSegment(arrays: object): arrays is SegmentArrays {
  const named: Partial<Record<string, unknown>> = { ...arrays };
  return SEGMENT_LAYOUT.every(([name, type]) => named[name] instanceof type);
}
