import type { Paper } from '../../core/paper/paper.ts';
import { giveWayToEventLoop, serveWorker } from '../../rpc/serve-worker.ts';
import { trainModel } from '../latent/latent-sample.ts';
import type { Segment } from '../postings/segment.ts';
import { SegmentBuilder } from '../postings/segment-builder.ts';
import { SnapshotWriter } from '../storage/snapshot-writer.ts';
import { TermCache } from '../text/term-cache.ts';
import { SEGMENTATION } from '../text/tokenize.ts';
import {
  type IndexMeta,
  MODEL_BLOB,
  POSITIONS_BLOB,
  SEGMENT_BLOB,
  toSegment,
  VECTORS_BLOB,
} from './index-file.ts';

/** What the worker that builds a snapshot does for the engine. */
export interface BuildWorker {
  /** Answers where the draft lies. */
  begin(path: string): string;
  add(papers: readonly Paper[]): void;
  /** Puts the finished file in place. */
  finish(origin: Pick<IndexMeta, 'checkpoint' | 'owner'>): {
    readonly meta: IndexMeta;
    readonly bytes: number;
  };
}

/** A segment and its positions. */
const BLOBS_PER_SEGMENT = 2;

/** The state of the worker: the file being written, and the segment being collected. */
class SnapshotBuild implements BuildWorker {
  #writer: SnapshotWriter<IndexMeta> | undefined;
  readonly #cache = new TermCache();
  #builder = new SegmentBuilder(this.#cache);
  #papers = 0;
  #segments = 0;

  begin(path: string): string {
    this.#writer = new SnapshotWriter(path);
    return this.#writer.draft;
  }

  add(batch: readonly Paper[]): void {
    for (const paper of batch) {
      if (paper.withdrawnAt !== undefined) continue;
      this.#builder.add(paper);
      this.#papers += 1;
      if (this.#builder.isFull) this.#writeSegment();
    }
  }

  finish(origin: Pick<IndexMeta, 'checkpoint' | 'owner'>): { meta: IndexMeta; bytes: number } {
    if (!this.#writer) throw new Error('The snapshot was not begun');
    if (this.#builder.size > 0) this.#writeSegment();
    this.#writeModel(this.#writer);
    const meta = { ...origin, papers: this.#papers, segmentation: SEGMENTATION };
    return { meta, bytes: this.#writer.commit(meta) };
  }

  #writeSegment(): void {
    const { arrays, positions } = this.#builder.build();
    this.#writer?.add(SEGMENT_BLOB, { ...arrays });
    this.#writer?.add(POSITIONS_BLOB, { positions });
    this.#builder = new SegmentBuilder(this.#cache);
    this.#segments += 1;
  }

  #writeModel(writer: SnapshotWriter<IndexMeta>): void {
    const model = trainModel(() => this.#writeSegments(writer));
    if (!model) return;
    writer.add(MODEL_BLOB, model.toArrays());
    for (const segment of this.#writeSegments(writer)) {
      writer.add(VECTORS_BLOB, { latent: model.projectSegment(segment).numbers });
    }
  }

  /** Segments are read back one at a time, so that a large index is never in memory as a whole. */
  *#writeSegments(writer: SnapshotWriter<IndexMeta>): Generator<Segment> {
    for (let i = 0; i < this.#segments; i++) yield toSegment(writer.readBack(i * BLOBS_PER_SEGMENT).arrays);
  }
}

giveWayToEventLoop();
serveWorker(new SnapshotBuild());
