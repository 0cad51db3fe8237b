import type { Ballot } from '../../src/core/vote.ts';

/** What a keycap looks like, in order; Slack's names are in `KEYCAP_NAMES`. */
export const KEYCAPS = ['1️⃣', '2️⃣', '3️⃣', '4️⃣', '5️⃣', '6️⃣', '7️⃣', '8️⃣', '9️⃣', '🔟'] as const;

const KEYCAP_NAMES: readonly string[] = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'keycap_ten',
];

/** Slack knows a thumb by two names and adds the skin tone behind: `+1::skin-tone-3`. */
const THUMBS: Readonly<Record<string, Ballot>> = {
  '+1': { kind: 'up' },
  thumbsup: { kind: 'up' },
  '-1': { kind: 'down' },
  thumbsdown: { kind: 'down' },
};

/** What a reaction's name says; `undefined` for one that is not a vote. */
export function readReactionName(name: string): Ballot | undefined {
  const bare = name.replace(/::skin-tone-[2-6]$/, '');
  if (Object.hasOwn(THUMBS, bare)) return THUMBS[bare];
  const n = KEYCAP_NAMES.indexOf(bare) + 1;
  return n > 0 ? { kind: 'nth', n } : undefined;
}

/** The name to react with; `undefined` for a paper beyond the tenth. */
export function reactionName(ballot: Ballot): string | undefined {
  if (ballot.kind === 'nth') return KEYCAP_NAMES[ballot.n - 1];
  return ballot.kind === 'up' ? '+1' : '-1';
}
