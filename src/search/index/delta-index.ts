import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { LatentModel } from '../latent/latent-model.ts';
import { Segment } from '../postings/segment.ts';
import { SegmentBuilder } from '../postings/segment-builder.ts';
import { TermCache } from '../text/term-cache.ts';

/** The memtable's segment is rebuilt with every change, so it must stay small. */
const MEMTABLE_PAPERS = 256;

/**
 * The index as it is: the snapshot's segments and, beside them, what was added, changed or withdrawn since. A new
 * version of a paper deletes the old one in its segment; a withdrawn one is only deleted. New papers collect in the memtable,
 * which is flushed to a segment of its own when it is full.
 */
export class DeltaIndex {
  readonly #base: readonly Segment[];
  readonly #model: LatentModel | undefined;
  readonly #flushed: Segment[] = [];
  /** For the segments, which are small and many. */
  readonly #cache = new TermCache();
  #memtable = new Map<PaperId, Paper>();
  #memtableSegment: Segment | undefined;
  /** Changes taken in since the snapshot; when there are many, it is time for a new snapshot. */
  changes = 0;

  constructor(base: readonly Segment[], model?: LatentModel) {
    this.#base = base;
    this.#model = model;
  }

  apply(papers: readonly Paper[]): void {
    for (const paper of papers) {
      this.#forget(paper.id);
      this.changes += 1;
      if (paper.withdrawnAt !== undefined) continue;
      this.#memtable.set(paper.id, paper);
      if (this.#memtable.size >= MEMTABLE_PAPERS) this.#flush();
    }
  }

  /** All segments, the memtable's last. */
  listSegments(): readonly Segment[] {
    if (this.#memtable.size === 0) return [...this.#base, ...this.#flushed];
    this.#memtableSegment ??= this.#buildSegment(this.#memtable.values());
    return [...this.#base, ...this.#flushed, this.#memtableSegment];
  }

  /** Every live document. */
  *listIds(): Generator<PaperId> {
    for (const segment of this.listSegments()) {
      for (let paper = 0; paper < segment.size; paper++) {
        if (segment.deleted?.[paper] !== 1) yield segment.readPaperId(paper);
      }
    }
  }

  get liveDocuments(): number {
    return this.listSegments().reduce((sum, segment) => sum + segment.size - segment.deletedCount, 0);
  }

  #forget(id: PaperId): void {
    for (const segment of [...this.#base, ...this.#flushed]) {
      const paper = segment.findPaper(id);
      if (paper >= 0) segment.delete(paper);
    }
    this.#memtableSegment = undefined;
    this.#memtable.delete(id);
  }

  #flush(): void {
    this.#flushed.push(this.#buildSegment(this.#memtable.values()));
    this.#memtable = new Map();
    this.#memtableSegment = undefined;
  }

  #buildSegment(papers: Iterable<Paper>): Segment {
    const builder = new SegmentBuilder(this.#cache);
    for (const paper of papers) builder.add(paper);
    const { arrays, positions } = builder.build();
    const segment = new Segment(arrays, positions);
    segment.latent = this.#model?.projectSegment(segment);
    return segment;
  }
}
