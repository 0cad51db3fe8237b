import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A document as every engine gets it. */
export interface Doc {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Documents, questions, and which documents answer which question. */
export interface Collection {
  readonly name: string;
  readonly docs: readonly Doc[];
  readonly queries: ReadonlyArray<{ readonly id: string; readonly text: string }>;
  /** Query id → ids of its relevant documents. */
  readonly relevant: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Reads `corpus.jsonl` or `corpus.jsonl.gz` (`_id`, `title`, `text`), `queries.jsonl` (`_id`, `text`) and `qrels.tsv`
 * (query, document, score; one line of headings). Every pair listed counts as relevant unless its score is 0: in
 * these files even the lowest grade is a judge's "yes".
 */
export function readCollection(folder: string): Collection {
  const corpus = jsonLines(join(folder, 'corpus.jsonl'));
  const queries = jsonLines(join(folder, 'queries.jsonl'));
  const relevant = new Map<string, Set<string>>();
  for (const line of readText(join(folder, 'qrels.tsv')).split('\n')) {
    const [query, doc, score] = line.trim().split('\t');
    if (query === undefined || doc === undefined || !Number(score)) continue;
    const known = relevant.get(query) ?? new Set();
    relevant.set(query, known.add(doc));
  }
  return {
    name: basename(folder),
    docs: corpus.map((row) => ({ id: text(row._id), title: text(row.title), text: text(row.text) })),
    queries: queries
      .map((row) => ({ id: text(row._id), text: text(row.text) }))
      .filter(({ id }) => relevant.has(id)),
    relevant,
  };
}

/** The objects of a file of JSON lines, compressed or not. */
export function jsonLines(path: string): Array<Record<string, unknown>> {
  return readText(path)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}

export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function readText(path: string): string {
  const zipped = path.endsWith('.gz') ? path : `${path}.gz`;
  if (existsSync(zipped)) return gunzipSync(readFileSync(zipped)).toString();
  return readFileSync(path, 'utf8');
}
