import type { Kysely } from 'kysely';
import { PaperboyError } from '../core/errors.ts';
import type { PaperId } from '../core/paper.ts';
import type { Vote } from '../core/vote.ts';
import type { Schema } from './schema.ts';
import { readVote, upsertVotes } from './vote-row.ts';

/**
 * Makes the votes whose source starts with `prefix` equal to `votes`, within a transaction. A vote that is known with
 * the same value keeps its time: the platform that is read back tells none.
 */
export async function replaceVotes(
  tx: Kysely<Schema>,
  prefix: string,
  votes: readonly Vote[],
): Promise<{ changed: PaperId[] }> {
  const stray = votes.find(({ source }) => !source.startsWith(prefix));
  if (prefix === '' || stray) {
    throw new PaperboyError('vote-source', `Votes from "${stray?.source}" do not come from "${prefix}".`);
  }
  const rows = await tx
    .selectFrom('vote')
    .selectAll()
    .where('source', '>=', prefix)
    .where('source', '<', after(prefix))
    .execute();
  const before = new Map(rows.map((row) => [keyOf(readVote(row)), readVote(row)]));
  const now = new Map(votes.map((vote) => [keyOf(vote), vote]));

  const gone = [...before].flatMap(([key, vote]) => (now.has(key) ? [] : [vote]));
  const fresh = [...now].flatMap(([key, vote]) => (before.get(key)?.value === vote.value ? [] : [vote]));
  for (const { paperId, space, person, source } of gone) {
    await tx
      .deleteFrom('vote')
      .where('paper_id', '=', paperId)
      .where('space', '=', space)
      .where('person', '=', person)
      .where('source', '=', source)
      .execute();
  }
  await upsertVotes(tx, fresh);
  return { changed: [...new Set([...gone, ...fresh].map(({ paperId }) => paperId))] };
}

function keyOf({ paperId, space, person, source }: Vote): string {
  return JSON.stringify([paperId, space, person, source]);
}

/** The least text that is greater than every text with this prefix; `like` would take `_` and `%` for wildcards. */
function after(prefix: string): string {
  const last = prefix.length - 1;
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
}
