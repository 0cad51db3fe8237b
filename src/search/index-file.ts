import type { Instant } from '../core/paper.ts';
import { LatentModel } from './latent-model.ts';
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
}

/** The kinds of blobs: a segment, the vectors of the segment with the same number, and the latent model. */
export const SEGMENT_BLOB = 'segment';
export const VECTORS_BLOB = 'vectors';
export const MODEL_BLOB = 'latent model';

/** Opens the index in a snapshot file; `UnusableSnapshot` says why it cannot be. */
export function openIndexFile(path: string): IndexFile {
  const { meta, blobs, bytes } = readSnapshot<IndexMeta>(path);
  const ofKind = (wanted: string) => blobs.filter(({ kind }) => kind === wanted).map(({ arrays }) => arrays);
  const segments = ofKind(SEGMENT_BLOB).map(segmentOf);
  for (const [i, { latent }] of ofKind(VECTORS_BLOB).entries()) {
    const segment = segments[i];
    if (segment && latent instanceof Int8Array) segment.latent = latent;
  }
  const [model] = ofKind(MODEL_BLOB);
  return { meta, segments, model: model && LatentModel.fromArrays(model), bytes };
}

export function segmentOf(arrays: Readonly<Record<string, NumberArray>>): Segment {
  if (!isSegment(arrays)) throw new UnusableSnapshot('a part of a segment is missing');
  return new Segment(arrays);
}

function isSegment(arrays: object): arrays is SegmentArrays {
  const named: Partial<Record<string, unknown>> = { ...arrays };
  return SEGMENT_LAYOUT.every(([name, type]) => named[name] instanceof type);
}
