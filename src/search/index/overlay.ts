import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { LatentModel } from '../latent/latent-model.ts';
import { Segment } from '../postings/segment.ts';
import { SegmentBuilder } from '../postings/segment-builder.ts';

/** A small segment is built anew with every change, so it must stay small. */
const YOUNG_PAPERS = 256;

/**
 * The index as it stands: the snapshot's segments and, over them, what was added, changed or withdrawn since. A new
 * version of a paper kills the old one where it lies; a withdrawn one is only killed.
 */
export class Overlay {
  readonly #base: readonly Segment[];
  readonly #model: LatentModel | undefined;
  readonly #sealed: Segment[] = [];
  #young = new Map<PaperId, Paper>();
  #youngSegment: Segment | undefined;
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
      this.#young.set(paper.id, paper);
      if (this.#young.size >= YOUNG_PAPERS) this.#seal();
    }
  }

  /** All segments, the overlay's last. */
  segments(): readonly Segment[] {
    if (this.#young.size === 0) return [...this.#base, ...this.#sealed];
    this.#youngSegment ??= this.#segmentOf(this.#young.values());
    return [...this.#base, ...this.#sealed, this.#youngSegment];
  }

  /** Every paper that counts. */
  *ids(): Generator<PaperId> {
    for (const segment of this.segments()) {
      for (let paper = 0; paper < segment.size; paper++) {
        if (segment.dead?.[paper] !== 1) yield segment.paperId(paper);
      }
    }
  }

  get living(): number {
    return this.segments().reduce((sum, segment) => sum + segment.size - segment.deadCount, 0);
  }

  #forget(id: PaperId): void {
    for (const segment of [...this.#base, ...this.#sealed]) {
      const paper = segment.findPaper(id);
      if (paper >= 0) segment.kill(paper);
    }
    this.#youngSegment = undefined;
    this.#young.delete(id);
  }

  #seal(): void {
    this.#sealed.push(this.#segmentOf(this.#young.values()));
    this.#young = new Map();
    this.#youngSegment = undefined;
  }

  #segmentOf(papers: Iterable<Paper>): Segment {
    const builder = new SegmentBuilder();
    for (const paper of papers) builder.add(paper);
    const { arrays, positions } = builder.build();
    const segment = new Segment(arrays, positions);
    segment.latent = this.#model?.projectSegment(segment);
    return segment;
  }
}
