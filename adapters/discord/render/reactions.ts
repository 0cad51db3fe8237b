import type { Ballot } from '../../../src/core/vote/vote.ts';
import { KEYCAPS } from '../../shared/keycaps.ts';

const UP = '👍';
const DOWN = '👎';

/** Skin tones, and the emoji variation selector, which some clients leave out. */
const VARIANTS = /[\u{1f3fb}-\u{1f3ff}\ufe0f]/gu;

const BALLOTS: ReadonlyMap<string, Ballot> = new Map<string, Ballot>([
  [UP, { kind: 'up' }],
  [DOWN, { kind: 'down' }],
  ...KEYCAPS.map((keycap, i): [string, Ballot] => [removeVariation(keycap), { kind: 'nth', n: i + 1 }]),
]);

/**
 * What distinguishes a reaction from the plain one with the same meaning: a skin tone, another spelling, or that it is a super
 * reaction. Discord counts each separately.
 */
export function describeVariant(name: string, ballot: Ballot, isSuper: boolean): string | undefined {
  const spelling = name === toEmoji(ballot) ? [] : [name];
  const label = [...spelling, ...(isSuper ? ['super'] : [])].join(' ');
  return label === '' ? undefined : label;
}

/** The vote of a reaction; `undefined` for any other emoji. A custom emoji has an id and is never a vote, whatever its name. */
export function toBallot(emoji: {
  readonly id: string | null;
  readonly name: string | null;
}): Ballot | undefined {
  return emoji.id === null && emoji.name !== null ? BALLOTS.get(removeVariation(emoji.name)) : undefined;
}

/** The emoji that casts a ballot. */
export function toEmoji(ballot: Ballot): string {
  if (ballot.kind === 'up') return UP;
  if (ballot.kind === 'down') return DOWN;
  return KEYCAPS[ballot.n - 1] ?? KEYCAPS[0];
}

function removeVariation(emoji: string): string {
  return emoji.replace(VARIANTS, '');
}
