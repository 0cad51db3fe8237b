import type { Paper } from '../../core/paper/paper.ts';
import { serveWorker } from '../../rpc/serve-worker.ts';
import { modelOf } from '../latent/latent-sample.ts';
import type { Segment } from '../postings/segment.ts';
import { SegmentBuilder } from '../postings/segment-builder.ts';
import { SnapshotWriter } from '../storage/snapshot-writer.ts';
import { SEGMENTATION } from '../text/tokenize.ts';
import {
  type IndexMeta,
  MODEL_BLOB,
  POSITIONS_BLOB,
  SEGMENT_BLOB,
  segmentOf,
  VECTORS_BLOB,
} from './index-file.ts';

/** What the worker that builds a snapshot does for the engine. */
export interface BuildWorker {
  /** Answers where the draft lies. */
  begin(path: string): string;
  add(papers: readonly Paper[]): void;
  /** Puts the finished file in place. */
  finish(origin: Pick<IndexMeta, 'through' | 'owner'>): { readonly meta: IndexMeta; readonly bytes: number };
}

/** A segment and its positions. */
const BLOBS_PER_SEGMENT = 2;

let writer: SnapshotWriter<IndexMeta> | undefined;
let builder = new SegmentBuilder();
let papers = 0;
let segments = 0;

function writeSegment(): void {
  const { arrays, positions } = builder.build();
  writer?.add(SEGMENT_BLOB, { ...arrays });
  writer?.add(POSITIONS_BLOB, { positions });
  builder = new SegmentBuilder();
  segments += 1;
}

/** Segments are read back one at a time, so that a large index is never in memory as a whole. */
function* writtenSegments(from: SnapshotWriter<IndexMeta>): Generator<Segment> {
  for (let i = 0; i < segments; i++) yield segmentOf(from.readBack(i * BLOBS_PER_SEGMENT).arrays);
}

function writeModel(to: SnapshotWriter<IndexMeta>): void {
  const model = modelOf(() => writtenSegments(to));
  if (!model) return;
  to.add(MODEL_BLOB, model.toArrays());
  for (const segment of writtenSegments(to)) {
    to.add(VECTORS_BLOB, { latent: model.projectSegment(segment).numbers });
  }
}

const worker: BuildWorker = {
  begin(path) {
    writer = new SnapshotWriter(path);
    return writer.draft;
  },
  add(batch) {
    for (const paper of batch) {
      if (paper.withdrawnAt !== undefined) continue;
      builder.add(paper);
      papers += 1;
      if (builder.isFull) writeSegment();
    }
  },
  finish(origin) {
    if (!writer) throw new Error('The snapshot was not begun');
    if (builder.size > 0) writeSegment();
    writeModel(writer);
    const meta = { ...origin, papers, segmentation: SEGMENTATION };
    return { meta, bytes: writer.commit(meta) };
  },
};

serveWorker(worker);
