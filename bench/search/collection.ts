import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseLine } from '../parse-line.ts';
import { type Judgments, readJudgments } from './judgments.ts';

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
  /** Those that a document answers. */
  readonly queries: ReadonlyArray<{ readonly id: string; readonly text: string }>;
  readonly judgments: Judgments;
}

/**
 * Reads `corpus.jsonl` (`_id`, `title`, `text`), `queries.jsonl` (`_id`, `text`) and `qrels.tsv` of a folder, each gzip
 * or not. Throws with the file and line where one cannot be used.
 */
export function readCollection(folder: string): Collection {
  const docs = new Map<string, Doc>();
  for (const row of jsonLines(join(folder, 'corpus.jsonl'))) {
    const id = toId(row);
    // Of two with one id the first counts; some engines refuse the second.
    if (!docs.has(id)) docs.set(id, { id, title: text(row.title), text: text(row.text) });
  }
  const judgments = readJudgments(readText(join(folder, 'qrels.tsv')), join(folder, 'qrels.tsv'));
  const queries = jsonLines(join(folder, 'queries.jsonl'))
    .map((row) => ({ id: toId(row), text: text(row.text) }))
    .filter(({ id }) => judgments.has(id));
  if (docs.size === 0) throw new Error(`${join(folder, 'corpus.jsonl')} holds no document.`);
  if (queries.length === 0)
    throw new Error(`${folder}: no query of queries.jsonl has an answer in qrels.tsv. Are the ids the same?`);
  return { name: basename(resolve(folder)), docs: [...docs.values()], queries, judgments };
}

/** The objects of a file of JSON lines, compressed or not. */
export function jsonLines(path: string): Array<Record<string, unknown>> {
  return readText(path)
    .split('\n')
    .flatMap((line, i) => {
      if (line.trim() === '') return [];
      const value = parseLine(line);
      if (typeof value !== 'object' || value === null) throw new Error(`${path}:${i + 1} is no JSON object.`);
      return [value as Record<string, unknown>];
    });
}

export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function toId(row: Record<string, unknown>): string {
  const id = text(row._id ?? row.id);
  if (id === '') throw new Error(`A line has no _id: ${JSON.stringify(row).slice(0, 80)}`);
  return id;
}

/** The file, or the one with `.gz` behind its name; a compressed file is recognized by its first bytes. */
function readText(path: string): string {
  const found = [`${path}.gz`, path].find((one) => existsSync(one));
  if (found === undefined) throw new Error(`There is neither ${path} nor ${path}.gz.`);
  const bytes = readFileSync(found);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString();
}
