import type { PaperId } from '../../core/paper/paper.ts';
import type { ParsedQuery } from '../query/query.ts';
import type { TermLookup } from '../query/term-lookup.ts';
import type { Located } from './put-first.ts';

/** The papers that a query names by id, and the ids that no paper has. */
export function findByIds(
  lookup: TermLookup,
  { ids = [] }: ParsedQuery,
): { found: Located[]; unknown: PaperId[] } {
  const found: Located[] = [];
  const unknown: PaperId[] = [];
  for (const id of ids) {
    const located = locate(lookup, id);
    if (located) found.push(located);
    else unknown.push(id);
  }
  return { found, unknown };
}

/** Where the live version of a paper is. */
export function locate(lookup: TermLookup, id: PaperId): Located | undefined {
  for (const [number, segment] of lookup.segments.entries()) {
    const paper = segment.findPaper(id);
    if (paper >= 0 && segment.deleted?.[paper] !== 1) return { segment: number, paper };
  }
  return undefined;
}
