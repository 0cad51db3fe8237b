import type { Instant } from '../../core/base/time.ts';
import { LatentModel } from '../latent/latent-model.ts';
import { DocumentVectors } from '../postings/document-vectors.ts';
import type { PositionBytes } from '../postings/position-reader.ts';
import { Segment } from '../postings/segment.ts';
import { SEGMENT_LAYOUT, type SegmentArrays } from '../postings/segment-arrays.ts';
import { FilePages } from '../storage/file-pages.ts';
import type { Loaders } from '../storage/lazy-buffer.ts';
import type { NumberArray } from '../storage/snapshot-format.ts';
import { readSnapshot, type SnapshotContent } from '../storage/snapshot-reader.ts';
import { UnusableSnapshot } from '../storage/unusable-snapshot.ts';
import { checkModel, checkSegment, checkVectors } from './check-arrays.ts';

/** What a snapshot says of itself. */
export interface IndexMeta {
  /** Every paper saved before this is in it. */
  readonly checkpoint: Instant;
  readonly papers: number;
  /** The identity of the database it was made of. */
  readonly owner: string;
  /** Whose rules cut scripts without spaces into words: the version of Node's ICU. */
  readonly segmentation: string;
}

export interface IndexFile {
  readonly meta: IndexMeta;
  readonly segments: readonly Segment[];
  /** Absent in an index of few papers. */
  readonly model: LatentModel | undefined;
  readonly bytes: number;
  /** Whether somebody wrote into the file since it was checked: what is read from it then means nothing. */
  hasChanged(): boolean;
  /** Lets the file go; the segments cannot be used after that. */
  close(): void;
}

/** The kinds of blobs: a segment, the positions and the vectors of the segment with the same number, the latent model. */
export const SEGMENT_BLOB = 'segment';
export const POSITIONS_BLOB = 'positions';
export const VECTORS_BLOB = 'vectors';
export const MODEL_BLOB = 'latent model';

/** Most of a snapshot, of which a query needs little: to read it all would take most of the time of opening. */
const LOADED_WHEN_NEEDED = [
  'idBytes',
  'termBytes',
  'postings',
  'quantizedFrequencies',
  'maxImpacts',
  'termVectors',
  'latent',
];

/** How much of the positions is held in memory once it was needed: all of them up to about 80,000 papers. */
const POSITIONS_IN_MEMORY = 20_000_000;

/** Opens the index in a snapshot file; `UnusableSnapshot` says why it cannot be. */
export function openIndexFile(path: string, positionsInMemory = POSITIONS_IN_MEMORY): IndexFile {
  const unread = { leave: POSITIONS_BLOB, loadedWhenNeeded: LOADED_WHEN_NEEDED };
  const content = readSnapshot(path, unread);
  try {
    return toIndexFile(content, positionsInMemory);
  } catch (error) {
    content.close();
    throw error;
  }
}

function toIndexFile(content: SnapshotContent, positionsInMemory: number): IndexFile {
  const { meta, blobs, left, file, bytes, hasChanged, close } = content;
  if (!isIndexMeta(meta)) throw new UnusableSnapshot('malformed-meta');
  const listOfKind = (wanted: string) => blobs.filter(({ kind }) => kind === wanted);
  const pages = new FilePages(file, positionsInMemory);
  const segments = listOfKind(SEGMENT_BLOB).map(({ arrays, loaders }, i) => {
    const { offset = 0, bytes: length = 0 } = left[i] ?? {};
    return toSegment(arrays, { pages, offset, length }, loaders);
  });
  for (const [i, { arrays, loaders }] of listOfKind(VECTORS_BLOB).entries()) {
    const segment = segments[i];
    const { latent } = arrays;
    if (!segment || !(latent instanceof Int8Array)) continue;
    checkVectors(latent, segment.size);
    segment.latent = new DocumentVectors(latent, loaders.latent);
  }
  const [model] = listOfKind(MODEL_BLOB);
  if (model) checkModel(model.arrays);
  return {
    meta,
    segments,
    bytes,
    hasChanged,
    close,
    model: model && LatentModel.fromArrays(model.arrays, model.loaders),
  };
}

/** A segment from its arrays; without positions it can be trained on, but no phrase can be found in it. */
export function toSegment(
  arrays: Readonly<Record<string, NumberArray>>,
  positions: PositionBytes = new Uint8Array(),
  loaders?: Loaders,
): Segment {
  if (!isSegment(arrays)) throw new UnusableSnapshot('incomplete-segment');
  checkSegment(arrays, positions.length === 0 ? undefined : positions.length);
  return new Segment(arrays, positions, loaders);
}

/** Whose it is and with which rules it was made is compared later, and differs from anything that is no text. */
function isIndexMeta(meta: unknown): meta is IndexMeta {
  if (typeof meta !== 'object' || meta === null || !('checkpoint' in meta) || !('papers' in meta))
    return false;
  return Number.isSafeInteger(meta.checkpoint) && Number.isSafeInteger(meta.papers);
}

function isSegment(arrays: object): arrays is SegmentArrays {
  const named: Partial<Record<string, unknown>> = { ...arrays };
  return SEGMENT_LAYOUT.every(([name, type]) => named[name] instanceof type);
}
