import type { TenantId } from '../../src/core/base/ids.ts';
import type { Post } from '../../src/core/delivery/delivery.ts';
import type { Store } from '../../src/core/store/store.ts';
import type { StandingPost } from './standing-posts.ts';

export interface VoteAudit {
  /** What the tallies have wrong, in words. */
  readonly faults: readonly string[];
  /** Reactions that are on the platforms and mean a vote. */
  readonly standing: number;
}

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'keycap_ten'];

/** Every reaction on a platform is a vote in the store, and no vote is there whose reaction is gone. */
export async function auditVotes(store: Store, standing: readonly StandingPost[]): Promise<VoteAudit> {
  const posts = [
    ...(await store.posts.listSentSince('discord', 0)),
    ...(await store.posts.listSentSince('slack', 0)),
  ];
  const tenants = [...new Set(posts.flatMap(({ sent }): TenantId[] => (sent ? [sent.tenant] : [])))];
  const stored = new Set(
    (await store.votes.listSince(tenants, 0))
      .filter(({ source }) => source.startsWith('post:'))
      .map(({ source, person, paperId, value }) => [source.split(':')[1], person, paperId, value].join(' ')),
  );
  const byKey = new Map(posts.map((post) => [post.id, post]));
  const seen = new Set(
    standing.flatMap(({ key, reactions }) => {
      const post = byKey.get(key);
      return [...reactions].flatMap(([name, people]) => {
        const [paperId, value] = (post && meaning(name, post)) ?? [];
        return paperId === undefined
          ? []
          : [...people].map((person) => [key, person, paperId, value].join(' '));
      });
    }),
  );
  return {
    faults: [
      ...[...seen].filter((vote) => !stored.has(vote)).map((vote) => `not counted: ${vote}`),
      ...[...stored].filter((vote) => !seen.has(vote)).map((vote) => `counted and not there: ${vote}`),
    ],
    standing: seen.size,
  };
}

/** Read here by itself, so that the adapters' own reading is compared with something else. */
function meaning(name: string, { paperIds }: Post): [string, number] | undefined {
  const [only, ...others] = paperIds;
  if (only === undefined) return undefined;
  if (name === '👍' || name === '+1') return others.length === 0 ? [only, 1] : undefined;
  if (name === '👎' || name === '-1') return others.length === 0 ? [only, -1] : undefined;
  const n = NUMBERS.includes(name) ? NUMBERS.indexOf(name) : name === '🔟' ? 9 : Number(name[0]) - 1;
  const paperId = paperIds[n];
  return paperId === undefined ? undefined : [paperId, 1];
}
