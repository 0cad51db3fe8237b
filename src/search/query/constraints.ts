import { AUTHOR_MARK, NO_DAY, NO_VOTES, ORGANIZATION_MARK } from '../postings/indexed-paper.ts';
import type { Segment } from '../postings/segment.ts';
import { intersect } from './masks.ts';
import { matchName } from './names.ts';
import { matchPhrase } from './phrases.ts';
import type { ParsedQuery } from './query.ts';

/** Whether the query asks for anything but words. */
export function constrains(query: ParsedQuery): boolean {
  const { phrases, without, authors, organizations } = query;
  return phrases.length + without.length + authors.length + organizations.length > 0 || hasFilter(query);
}

/** 1 for every paper of the segment that counts and fulfils what the query demands; `undefined` when all do. */
export function listAllowedPapers(segment: Segment, query: ParsedQuery): Uint8Array | undefined {
  if (!segment.deleted && !constrains(query)) return undefined;
  let allowed: Uint8Array = new Uint8Array(segment.size).fill(1);
  const { deleted } = segment;
  if (deleted)
    for (let paper = 0; paper < deleted.length; paper++) allowed[paper] = deleted[paper] === 1 ? 0 : 1;
  const demand = (found: Uint8Array): void => {
    allowed = intersect(allowed, found);
  };
  for (const phrase of query.phrases) demand(matchPhrase(segment, phrase));
  for (const phrase of query.without) drop(allowed, matchPhrase(segment, phrase));
  for (const name of query.authors) demand(matchName(segment, name, AUTHOR_MARK));
  for (const name of query.organizations) demand(matchOrganization(segment, name));
  if (hasFilter(query)) filter(segment, query, allowed);
  return allowed;
}

/** `byte dance` is ByteDance, too. */
function matchOrganization(segment: Segment, name: readonly string[]): Uint8Array {
  const apart = matchName(segment, name, ORGANIZATION_MARK);
  if (name.length < 2) return apart;
  const joined = matchName(segment, [name.join('')], ORGANIZATION_MARK);
  return apart.map((found, paper) => Math.max(found, joined[paper] ?? 0));
}

function hasFilter(query: ParsedQuery): boolean {
  const { after, before, minVotes, maxVotes, code } = query;
  return [after, before, minVotes, maxVotes, code].some((value) => value !== undefined);
}

/** A paper whose date or votes are unknown matches no filter on them. */
function filter(segment: Segment, query: ParsedQuery, allowed: Uint8Array): void {
  const { days, votes, code } = segment.arrays;
  const asksDay = query.after !== undefined || query.before !== undefined;
  const asksVotes = query.minVotes !== undefined || query.maxVotes !== undefined;
  const { after = NO_DAY, before = Number.POSITIVE_INFINITY } = query;
  const { minVotes = NO_VOTES, maxVotes = Number.POSITIVE_INFINITY } = query;
  for (let paper = 0; paper < segment.size; paper++) {
    const day = days[paper] ?? NO_DAY;
    const count = votes[paper] ?? NO_VOTES;
    const fits =
      (!asksDay || (day !== NO_DAY && day >= after && day < before)) &&
      (!asksVotes || (count !== NO_VOTES && count >= minVotes && count <= maxVotes)) &&
      (query.code === undefined || query.code === (code[paper] === 1));
    if (!fits) allowed[paper] = 0;
  }
}

function drop(allowed: Uint8Array, found: Uint8Array): void {
  for (let paper = 0; paper < allowed.length; paper++) if (found[paper] === 1) allowed[paper] = 0;
}
