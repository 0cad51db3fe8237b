import type { Paper, PaperId } from '../../core/paper/paper.ts';
import { hasFields, readJson } from '../tables/json.ts';

/** The `facts` column of a paper. Same facts, same text: the merge keeps the order of known fields. */
export function toFactsJson({ id: _, ...facts }: Paper): string {
  return JSON.stringify(facts);
}

/** The paper of a row. */
export function readPaper({ id, facts }: { id: PaperId; facts: string }): Paper {
  return { id, ...readJson(facts, { table: 'paper', key: id, column: 'facts' }, isFacts) };
}

function isFacts(value: unknown): value is Omit<Paper, 'id'> {
  return hasFields(value, { title: 'string', abstract: 'string', authors: 'array' });
}
