import type { CommandRef, Span, Text } from '../../src/core/base/text.ts';

/** What people put into titles to break a chat: mentions, markup, addresses, odd Unicode. */
const TRICKS: readonly string[] = [
  ...[
    '@everyone',
    '@here',
    '<@1>',
    '<@&2>',
    '<#3>',
    '<#123456789012345678>',
    '</papers:4>',
    '<t:1>',
    '<:smile:5>',
  ],
  ...[
    '<!channel>',
    '<!here|here>',
    '<@U0ADA>',
    '<!subteam^S1>',
    '<!date^1^{date}|x>',
    '<https://evil.example|click>',
  ],
  ...[
    '[',
    ']',
    '(',
    ')',
    '](https://evil.example)',
    '[x](https://evil.example)',
    '](',
    '[x](javascript:alert(1))',
  ],
  ...[
    '*',
    '**',
    '***',
    '_',
    '__',
    '~',
    '~~',
    '`',
    '``',
    '```',
    '|',
    '||',
    '\\',
    '\\\\',
    '>',
    '>>> ',
    '> ',
    '# ',
    '## ',
  ],
  ...['-# ', '- ', '* ', '+ ', '1. ', '12) ', ':smile:', '&lt;', '&amp;', '&', '<', '>', '¯\\_(ツ)_/¯'],
  ...[
    'https://evil.example/x',
    'evil.example',
    'a@evil.example',
    'discord.gg/evil',
    'www.evil.example',
    'http:',
    '//',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\u200d',
    '\u2060',
    '\u3164',
    '\u2800',
    '\u034f',
    '\u{e0041}',
    'e\u0301\u0302\u0303\u0304\u0305',
  ],
  ...[
    '\n',
    '\r\n',
    '\n\n\n',
    '\u2028',
    '\u0000',
    '\u0085',
    '\t',
    ' ',
    '  ',
    '\u00a0',
    '👩‍👩‍👧‍👦',
    '❤️',
    '\ud800',
    '漢字',
    'ال',
    '$x_1$',
  ],
  ...['a', 'b', 'word', 'A model', 'reads papers', '1', '.', ':', '!', '?', "'", '"'],
];

/** Addresses that spans and papers carry, some of them none. */
export const ADDRESSES: readonly string[] = [
  ...[
    'https://span.example/a',
    'https://span.example/b**c',
    'https://span.example/(x)',
    'https://span.example/_y_',
  ],
  ...[
    'javascript:alert(1)',
    'https://span.example/<x|y>',
    'nonsense',
    'https://user:pw@evil.example/',
    'ftp://evil.example',
  ],
];

/** Numbers from 0 to below 1, the same ones for a seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every field of a type, those that may be absent as `undefined`: one that the type gets and nobody fills is a type error. */
export type Whole<T> = { [Key in keyof Required<T>]: T[Key] };

/** The names of a union: one that it gets and nobody names is a type error. */
export function listNames<Name extends string>(names: Readonly<Record<Name, true>>): readonly Name[] {
  return Object.keys(names) as Name[];
}

/** The ids of a channel that exist: on Discord and on Slack. */
export const CHANNELS = { discord: '123456789012345678', slack: 'C0OPEN' } as const;

/** The id under which `/papers` is registered on Discord. */
export const COMMAND_ID = '223456789012345678';

/** What cannot be a mention of a command or of the bot. */
const MENTIONS = [
  { start: '/papers search', id: '1> <@2' },
  { start: '', id: '323456789012345678' },
  { start: '', id: 'U0ADA' },
  { start: '/a:1> @everyone <', id: '323456789012345678' },
];

export type Hostile = ReturnType<typeof createHostile>;

/** Draws what can stand in a field, out of one source of chance. */
export function createHostile(random: () => number) {
  const chance = (share: number): boolean => random() < share;
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(things: readonly T[]): T => things[below(things.length)] as T;
  const maybe = <T>(share: number, make: () => T): T | undefined => (chance(share) ? make() : undefined);
  const many = <T>(most: number, make: (i: number) => T): T[] =>
    Array.from({ length: below(most) }, (_, i) => make(i));
  const text = (most = 10): string =>
    chance(0.02) ? pick(TRICKS).repeat(below(900)) : many(most, () => pick(TRICKS)).join('');
  const command = (): CommandRef =>
    chance(0.5)
      ? { line: `${pick(['search', 'show', 'nonsense', ''])} ${text(4)}` }
      : { usageOf: pick(['search', 'subscribe', text(3)]) };
  const span = (): Span =>
    ({
      text: text(5),
      strong: maybe(0.5, () => true),
      code: maybe(0.2, () => true),
      link: maybe(0.2, () => pick(ADDRESSES)),
      channel: maybe(0.1, () => pick([...Object.values(CHANNELS), '1><@&2', 'U0ADA'])),
      command: maybe(0.1, command),
      mention: maybe(0.05, () => pick([...MENTIONS, { start: text(2), id: text(2) }])),
    }) satisfies Whole<Span>;
  const spans = (): Span[] => many(6, span);
  return {
    ...{ chance, below, pick, maybe, many, text, span, spans },
    anyText: (): Text => (chance(0.5) ? text() : spans()),
    day: (): string => pick(['2026-04-30', 'soon <!here>', '**', '\u202e2026', text(3)]),
    count: (): number => (chance(0.1) ? pick([-1, 0.5, 1e15]) : below(2_000)),
  };
}
