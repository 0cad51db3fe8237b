/**
 * The best `capacity` papers seen: a heap with the worst on top. Of two with one score the lower number is better, so
 * the outcome does not depend on the order in which they come.
 */
export class TopPapers {
  readonly capacity: number;
  // Not typed arrays: memory of their own outside the heap costs more than filling it.
  readonly #scores: number[];
  readonly #papers: number[];
  size = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#scores = new Array<number>(capacity).fill(Number.NEGATIVE_INFINITY);
    this.#papers = new Array<number>(capacity).fill(0);
  }

  /** What a paper must reach to get in. */
  get threshold(): number {
    return this.size < this.capacity ? Number.NEGATIVE_INFINITY : (this.#scores[0] ?? 0);
  }

  offer(paper: number, score: number): void {
    if (this.size < this.capacity) {
      this.size += 1;
      this.#rise(this.size - 1, paper, score);
    } else if (this.capacity > 0 && this.#isWorse(0, paper, score)) this.#sink(paper, score);
  }

  /** Takes all out, best first. */
  drain(): Array<{ paper: number; score: number }> {
    const best: Array<{ paper: number; score: number }> = [];
    while (this.size > 0) {
      best.push({ paper: this.#papers[0] as number, score: this.#scores[0] as number });
      this.size -= 1;
      if (this.size > 0) this.#sink(this.#papers[this.size] as number, this.#scores[this.size] as number);
    }
    return best.reverse();
  }

  /** Whether the entry at `slot` is worse than this paper. */
  #isWorse(slot: number, paper: number, score: number): boolean {
    const other = this.#scores[slot] ?? 0;
    return other < score || (other === score && (this.#papers[slot] ?? 0) > paper);
  }

  #rise(from: number, paper: number, score: number): void {
    let slot = from;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (this.#isWorse(parent, paper, score)) break;
      this.#move(parent, slot);
      slot = parent;
    }
    this.#put(slot, paper, score);
  }

  #sink(paper: number, score: number): void {
    let slot = 0;
    for (;;) {
      let child = slot * 2 + 1;
      if (child >= this.size) break;
      const right = child + 1;
      if (right < this.size && this.#isWorse(right, this.#papers[child] ?? 0, this.#scores[child] ?? 0)) {
        child = right;
      }
      if (!this.#isWorse(child, paper, score)) break;
      this.#move(child, slot);
      slot = child;
    }
    this.#put(slot, paper, score);
  }

  #move(from: number, to: number): void {
    this.#scores[to] = this.#scores[from] ?? 0;
    this.#papers[to] = this.#papers[from] ?? 0;
  }

  #put(slot: number, paper: number, score: number): void {
    this.#scores[slot] = score;
    this.#papers[slot] = paper;
  }
}
