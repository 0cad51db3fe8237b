import type { Ballot, Reaction } from '../../../src/core/vote/vote.ts';

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

/** Slack has two names for a thumb and appends the skin tone: `+1::skin-tone-3`. */
const THUMBS: Readonly<Record<string, Ballot>> = {
  '+1': { kind: 'up' },
  thumbsup: { kind: 'up' },
  '-1': { kind: 'down' },
  thumbsdown: { kind: 'down' },
};

/** The ballot of a reaction's name, and its skin tone; `undefined` for one that is not a vote. */
export function readReactionName(name: string): Pick<Reaction, 'ballot' | 'variant'> | undefined {
  const [bare = '', tone, ...more] = name.split('::');
  const ballot = Object.hasOwn(THUMBS, bare) ? THUMBS[bare] : toKeycap(bare);
  if (!ballot || more.length > 0 || (tone !== undefined && !SKIN_TONE.test(tone))) return undefined;
  return tone === undefined ? { ballot } : { ballot, variant: tone };
}

const SKIN_TONE = /^skin-tone-[2-6]$/;

function toKeycap(name: string): Ballot | undefined {
  const n = KEYCAP_NAMES.indexOf(name) + 1;
  return n > 0 ? { kind: 'nth', n } : undefined;
}

/** The name to react with; `undefined` for a paper beyond the tenth. */
export function nameReaction(ballot: Ballot): string | undefined {
  if (ballot.kind === 'nth') return KEYCAP_NAMES[ballot.n - 1];
  return ballot.kind === 'up' ? '+1' : '-1';
}
