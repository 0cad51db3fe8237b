import type { Instant } from '../core/paper.ts';
import { Segment } from './segment.ts';
import { SEGMENT_LAYOUT, type SegmentArrays } from './segment-arrays.ts';
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
  readonly bytes: number;
}

export const SEGMENT_BLOB = 'segment';

/** Opens the index in a snapshot file; `UnusableSnapshot` says why it cannot be. */
export function openIndexFile(path: string): IndexFile {
  const { meta, blobs, bytes } = readSnapshot<IndexMeta>(path);
  const segments = blobs
    .filter(({ kind }) => kind === SEGMENT_BLOB)
    .map(({ arrays }) => {
      if (!isSegment(arrays)) throw new UnusableSnapshot('a part of a segment is missing');
      return new Segment(arrays);
    });
  return { meta, segments, bytes };
}

function isSegment(arrays: object): arrays is SegmentArrays {
  const named: Partial<Record<string, unknown>> = { ...arrays };
  return SEGMENT_LAYOUT.every(([name, type]) => named[name] instanceof type);
}
