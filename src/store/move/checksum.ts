import { createHash } from 'node:crypto';
import { withoutNul } from '../dialect/without-nul.ts';

type Row = Readonly<Record<string, unknown>>;

/** The number of rows and a sum of their checksums, in whatever order they come. */
export class RowSum {
  #rows = 0;
  #sum = 0n;

  add(rows: readonly Row[]): void {
    this.#rows += rows.length;
    for (const row of rows) this.#sum = BigInt.asUintN(64, this.#sum + hashRow(row));
  }

  get rows(): number {
    return this.#rows;
  }

  equals(other: RowSum): boolean {
    return this.#rows === other.#rows && this.#sum === other.#sum;
  }
}

function hashRow(row: Row): bigint {
  const cells = Object.keys(row)
    .toSorted()
    .map((column) => [column, withoutNul(row[column])]);
  return createHash('sha256').update(JSON.stringify(cells)).digest().readBigUInt64BE();
}
