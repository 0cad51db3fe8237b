import type { Span, Text } from '../../src/core/base/text.ts';
import type { Message, PaperView } from '../../src/core/message/message.ts';

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
const ADDRESSES: readonly string[] = [
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

export const KINDS = ['overview', 'card', 'list', 'summary', 'fields', 'notice'] as const;
export type Kind = (typeof KINDS)[number];

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

/** A message of a kind with hostile text wherever text can be. Titles begin with `T1x`, `T2x` …, which identify them. */
export function hostileMessage(kind: Kind, random: () => number): Message {
  const below = (n: number): number => Math.floor(random() * n);
  const one = <T>(things: readonly T[]): T => things[below(things.length)] as T;
  const text = (most = 10): string =>
    random() < 0.02
      ? one(TRICKS).repeat(below(900))
      : Array.from({ length: below(most) }, () => one(TRICKS)).join('');
  const span = (): Span => ({
    text: text(5),
    ...(random() < 0.5 ? { strong: true } : {}),
    ...(random() < 0.2 ? { code: true } : {}),
    ...(random() < 0.2 ? { link: one(ADDRESSES) } : {}),
    ...(random() < 0.1 ? { channel: one(['123456789012345678', 'C0OPEN', '1><@&2', 'U0ADA']) } : {}),
  });
  const spans = (): Span[] => Array.from({ length: below(6) }, span);
  const anyText = (): Text => (random() < 0.5 ? text() : spans());
  const day = (): string => one(['2026-04-30', 'soon <!here>', '**', '\u202e2026', text(3)]);
  const view = (i: number): PaperView => ({
    paper: {
      id: `2604.${String(i + 1).padStart(5, '0')}`,
      title: `T${i + 1}x${text()}`,
      abstract: text(),
      authors: Array.from({ length: below(5) }, () => text(4)),
      publishedAt: day(),
      organization: text(4),
      upvotes: below(2_000),
      stars: below(2_000),
      codeUrl: one(ADDRESSES),
      projectUrl: one(ADDRESSES),
      thumbnailUrl: one(ADDRESSES),
      ...(random() < 0.1 ? { withdrawnAt: '2026-05-01T00:00:00Z' } : {}),
    },
    ...(random() < 0.8 ? { n: i + 1 } : {}),
    ...(random() < 0.5 ? { day: day() } : {}),
    ...(random() < 0.3 ? { date: day() } : {}),
    ...(random() < 0.8 ? { summary: { text: text(), by: text(4) } } : {}),
    tally: { up: below(3), down: below(3) },
    why: text(),
    snippet: spans(),
  });
  const entries = (least: number) => Array.from({ length: least + below(4) }, (_, i) => view(i));
  const language = one(['en', 'en-GB', 'ar', 'nonsense!']);
  const actions = [
    { kind: 'button' as const, id: 'save:1', label: text(4) },
    { kind: 'link' as const, url: one(ADDRESSES), label: text(4) },
  ];
  const shared = random() < 0.2 ? { sharedBy: text(5) } : {};
  switch (kind) {
    case 'overview':
      return {
        kind,
        day: day(),
        entries: entries(1),
        more: below(3),
        cards: one(['thread', 'channel', 'none']),
        language,
        ...shared,
      };
    case 'card':
      return { kind, view: view(0), language, actions, ...shared };
    case 'list':
      return {
        kind,
        title: text(),
        note: anyText(),
        entries: entries(0),
        empty: anyText(),
        language,
        actions,
        ...shared,
      };
    case 'summary': {
      const points = Array.from({ length: below(4) }, () => ({ label: text(3), text: text() }));
      return {
        kind,
        view: view(0),
        points,
        by: text(4),
        notes: [text(), text()],
        language,
        actions,
        ...shared,
      };
    }
    case 'fields': {
      const fields = Array.from({ length: below(6) }, () => ({ name: text(4), value: anyText() }));
      return { kind, title: text(), intro: anyText(), fields, actions, ...shared };
    }
    case 'notice':
      return {
        kind,
        tone: one(['info', 'warning', 'error']),
        title: text(),
        text: anyText(),
        fix: anyText(),
        example: span(),
        requestId: text(3),
        actions,
        ...shared,
      };
  }
}
