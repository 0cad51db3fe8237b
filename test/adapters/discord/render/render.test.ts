import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureEmbed } from '../../../../adapters/discord/render/fit-embed.ts';
import { LIMITS } from '../../../../adapters/discord/render/limits.ts';
import { renderMessage } from '../../../../adapters/discord/render/render.ts';
import { createBodyCheck } from '../../../../loopback/discord/body-check.ts';
import { commandSpan } from '../../../../src/core/base/text.ts';
import type { Message, PaperView } from '../../../../src/core/message/message.ts';
import { anOverview, aPaper, aView, papers } from '../../../support/builders.ts';

const TRICKS = [
  '@everyone',
  '@here',
  '<@1>',
  '<@&2>',
  '<#3>',
  '</papers:4>',
  '<t:1>',
  '<:smile:5>',
  '[x](javascript:alert(1))',
  '[',
  ']',
  '](https://evil.example)',
  '`',
  '```',
  '||',
  '**',
  '__',
  '~~',
  '\\',
  '> ',
  '# ',
  '-# ',
  '- ',
  '1. ',
  'https://evil.example/x',
  'discord.gg/evil',
  '\u202e',
  '\u200b',
  '\u2066',
  '\n',
  '\r\n',
  '\u2028',
  '\u0000',
  '👩‍👩‍👧‍👦',
  'e\u0301',
  '\ud800',
  'ال',
  '$x_1$',
  'a'.repeat(400),
  ' ',
];
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...TRICKS), { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constant('word '.repeat(900)),
);

const view = fc
  .record({
    title: hostile,
    abstract: hostile,
    authors: fc.array(hostile, { maxLength: 5 }),
    organization: hostile,
    codeUrl: hostile,
    projectUrl: hostile,
    thumbnailUrl: hostile,
    upvotes: fc.nat(),
    stars: fc.nat(),
    text: hostile,
    why: hostile,
  })
  .map(({ text, why, ...fields }): PaperView => {
    const summary = { text, by: text };
    return {
      ...aView({ paper: aPaper(fields) }),
      summary,
      why,
      day: '2026-04-30',
      tally: { up: 3, down: 1 },
    };
  });

const action = hostile.map((label) => ({ kind: 'button' as const, id: 'save:1', label }));

const message: fc.Arbitrary<Message> = fc.oneof(
  fc
    .array(view, { minLength: 1, maxLength: 10 })
    .map((views) => anOverview(0, { entries: views.map((one, i) => ({ ...one, n: i + 1 })), more: 20 })),
  fc.record({
    kind: fc.constant('card' as const),
    view,
    language: fc.constant('en'),
    actions: fc.tuple(action),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    title: hostile,
    note: hostile,
    entries: fc.array(view, { maxLength: 10 }),
    empty: hostile,
    language: hostile,
  }),
  fc.record({
    kind: fc.constant('summary' as const),
    view,
    points: fc.array(fc.record({ label: hostile, text: hostile }), { maxLength: 30 }),
    by: hostile,
    notes: fc.array(hostile, { maxLength: 12 }),
    language: fc.constant('en'),
  }),
  fc.record({
    kind: fc.constant('fields' as const),
    title: hostile,
    intro: hostile,
    fields: fc.array(
      fc.record({
        name: hostile,
        value: fc.oneof(
          hostile,
          fc.array(fc.record({ text: hostile, strong: fc.boolean(), code: fc.boolean(), link: hostile }), {
            maxLength: 6,
          }),
        ),
      }),
      { maxLength: 25 },
    ),
  }),
  fc.record({
    kind: fc.constant('notice' as const),
    tone: fc.constantFrom('info' as const, 'success' as const, 'warning' as const, 'error' as const),
    title: hostile,
    text: hostile,
    fix: hostile,
    example: fc.record({ text: hostile }),
    requestId: hostile,
  }),
);

/**
 * A letter for everything that is escaped, and nothing for code, in which a backslash has no meaning; then the links and
 * the bold and slanted words that we write ourselves are taken out. What is left has its meaning.
 */
function withoutOurs(text: string): string {
  return (
    text
      .replace(/`[^`\n]*`|\\[^0-9A-Za-z\s]/g, 'x')
      // Small print: counts, dates and links, and why a paper was chosen.
      .replace(/^-# (?=[\d👍[]|published |listed |Why: )/gmu, '')
      .replace(/\[[^[\]\n]*\]\((?:https?:\/\/[^\s()<>]+|<https?:\/\/[^\s()<>]+>)\)/g, '')
      .replace(/\*/g, '')
  );
}

function everyText({ content, embeds: [embed] }: ReturnType<typeof renderMessage>): string[] {
  const fields = (embed.fields ?? []).flatMap(({ name, value }) => [name, value]);
  // Our own small print is the one mark-up that may be at the head of a content, and of a card: who wrote the paper.
  const [said = '', description = ''] = [content, embed.description].map((text) => text?.replace(/^-# /, ''));
  return [said, embed.title ?? '', description, ...fields];
}

describe('whatever a message holds', () => {
  it('it is one post within every limit, and the same each time', () => {
    fc.assert(
      fc.property(message, (anything) => {
        const payload = renderMessage(anything);
        const [embed] = payload.embeds;
        const { check } = createBodyCheck();
        expect(() => check('message', payload)).not.toThrow();
        expect(payload.content.length).toBeLessThanOrEqual(LIMITS.content);
        expect(measureEmbed(embed)).toBeLessThanOrEqual(LIMITS.embedSum);
        expect(renderMessage(anything)).toEqual(payload);
      }),
      { numRuns: 300 },
    );
  });

  it('nothing in it mentions, links, formats or hides', () => {
    fc.assert(
      fc.property(message, (anything) => {
        for (const text of everyText(renderMessage(anything))) {
          expect(text.isWellFormed()).toBe(true);
          expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]|(?!\n)\p{Cc}/u);
          const bare = withoutOurs(text);
          expect(bare).not.toMatch(/[@<`~|[\]_]|https?:\/\/|discord\.gg\//);
          expect(bare).not.toMatch(/^\s*(?:#{1,3} |-# |> |[-+] )/m);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('an overview of ten papers with monstrous titles', () => {
  const entries = papers(10).map((paper, i) =>
    aView({
      paper: { ...paper, title: `T${i}x ${'[*_`'.repeat(500)}`, organization: 'o'.repeat(500) },
      n: i + 1,
    }),
  );
  const description = renderMessage(anOverview(0, { entries })).embeds[0].description ?? '';

  it('shows every one, each linked to its own page', () => {
    const linked = [
      ...description.matchAll(/\[T(\d)x [^[\]]*\]\(https:\/\/huggingface\.co\/papers\/2604\.(\d{5})\)/g),
    ];
    expect(linked.map(([, n, id]) => [Number(n), Number(id)])).toEqual(entries.map((_, i) => [i, i + 1]));
  });

  it('keeps the counts of each', () => {
    expect(description.match(/^-# \d+ upvotes · o/gm)).toHaveLength(10);
  });
});

describe('the words of a message', () => {
  const rich = aPaper({
    title: 'A [small] model',
    authors: ['Ada', 'Alan', 'Grace', 'Emmy'],
    organization: 'Analytical Society',
    stars: 1234,
    codeUrl: 'https://github.com/a/b',
    thumbnailUrl: 'https://cdn.example/x.png',
  });
  const shown = aView({
    paper: rich,
    n: 3,
    day: '2026-04-30',
    tally: { up: 3, down: 1 },
    summary: { text: 'It reads large papers.', by: 'Hugging Face AI summary' },
    why: '12 upvotes in a day',
  });

  it('of an overview: a line for the notification, title, what it found and facts of each paper, how to vote and where the rest is', () => {
    const { content, embeds, components } = renderMessage(
      anOverview(1, { entries: [...anOverview(2).entries, shown], more: 2 }),
    );
    expect(content).toBe('**Daily papers · Thu, Apr 30, 2026** – Paper number 1 and 4 more');
    expect(embeds[0].description?.split('\n\n')).toEqual([
      '1️⃣ **[Paper number 1](https://huggingface.co/papers/2604.00001)**\n-# 100 upvotes · Ada Lovelace et al.',
      '2️⃣ **[Paper number 2](https://huggingface.co/papers/2604.00002)**\n-# 99 upvotes · Ada Lovelace et al.',
      '3️⃣ **[A ［small］ model](https://huggingface.co/papers/2604.26752)**\n' +
        '-# 12 upvotes · **👍 3 👎 1** · Analytical Society',
    ]);
    expect(embeds[0].footer?.text).toBe('React 1️⃣…3️⃣ to vote · 2 more in the thread');
    expect(components).toMatchObject([{ components: [{ options: { length: 9 } }] }]);
  });

  it('of an overview: the name that a long title begins with is enough for its first line', () => {
    const named = aView({ paper: aPaper({ title: 'GLM-5V-Turbo: Toward a Native Foundation Model' }) });
    expect(renderMessage(anOverview(1, { entries: [named], more: 4 })).content).toBe(
      '**Daily papers · Thu, Apr 30, 2026** – GLM-5V-Turbo and 4 more',
    );
  });

  it('of a channel that is named: a mention of it, if the id is one', () => {
    const value = [
      { text: 'here', channel: '123456789012345678' },
      { text: ', ' },
      { text: 'there', channel: '1><@&2' },
    ];
    const [embed] = renderMessage({ kind: 'fields', title: 'x', fields: [{ name: 'Where', value }] }).embeds;
    expect(embed.fields?.[0]?.value).toBe('<#123456789012345678>, there');
  });

  it('of a card: its title once, who, what and by whom it is summed up, links, counts and why', () => {
    const { content, embeds } = renderMessage({
      ...{ kind: 'card', view: shown, language: 'en-US' },
      takesReactions: true,
    });
    const [embed] = embeds;
    expect(content).toBe('**3. [A ［small］ model](<https://huggingface.co/papers/2604.26752>)**');
    expect(embed).toEqual({
      color: 0xffd21e,
      url: 'https://huggingface.co/papers/2604.26752',
      image: { url: 'https://cdn.example/x.png' },
      description: [
        '-# Ada, Alan and 2 more · Analytical Society\n',
        'It reads large papers. *— Hugging Face AI summary*',
        '-# 12 upvotes · 2 comments · 1.2K stars · **👍 3 👎 1** · listed Apr 30, 2026 · ' +
          '[arXiv](https://arxiv.org/abs/2604.26752) · [PDF](https://arxiv.org/pdf/2604.26752) · ' +
          '[Code](https://github.com/a/b)',
        '-# Why: 12 upvotes in a day',
      ].join('\n'),
    });
  });

  it('of a notice: what to do and what to type', () => {
    const [embed] = renderMessage({
      kind: 'notice',
      tone: 'warning',
      title: 'No such paper',
      text: [{ text: 'We looked ' }, { text: 'everywhere', strong: true }, { text: '.' }],
      fix: 'Try another id.',
      example: commandSpan('show 2604.26752'),
      requestId: 'r-1',
    }).embeds;
    expect(embed.title).toBe('⚠️ No such paper');
    expect(embed.description).toBe('We looked **everywhere**.\nTry another id.\n`/papers show 2604.26752`');
    expect(embed.footer?.text).toBe('Request r-1');
  });

  it('of a list without entries: why, and what to try', () => {
    const [embed] = renderMessage({
      kind: 'list',
      title: 'Search',
      entries: [],
      empty: 'Try a wider word.',
      language: 'en',
    }).embeds;
    expect(embed.description).toBe('Try a wider word.');
  });

  it('of a paper that nobody gave a visible title: its id', () => {
    const { content } = renderMessage({
      kind: 'card',
      view: aView({ paper: aPaper({ title: '\u200b\u202e ' }) }),
      language: 'en',
    });
    expect(content).toBe('**[2604.26752](<https://huggingface.co/papers/2604.26752>)**');
  });

  it('of a paper that is not arXiv’s: the title without a link', () => {
    const [embed] = renderMessage(
      anOverview(0, { entries: [aView({ paper: aPaper({ id: 'local:a' }) })] }),
    ).embeds;
    expect(embed.description).toContain('1️⃣ **A small model that reads large papers**');
  });

  it('say where words of a snippet were left out, wherever it is cut', () => {
    const found = (text: string, rest: string): string => {
      const snippet = [{ text }, { text: rest, strong: true }, { text: ' …' }];
      const list = { kind: 'list', title: 'Search', entries: [aView({ snippet })], language: 'en' } as const;
      return renderMessage(list).embeds?.[0]?.description?.split('\n').at(-2) ?? '';
    };
    expect(found('a'.repeat(298), '')).toMatch(/a …$/);
    expect(found('a'.repeat(300), '')).toMatch(/a …$/);
    expect(found('a'.repeat(299), 'b')).toMatch(/\*\*b\*\* …$/);
    expect(found('a'.repeat(299), 'bb')).toMatch(/a\*\*…\*\*$/);
    expect(found('a'.repeat(301), 'bb')).toMatch(/a…$/);
    expect(found(`${'a'.repeat(298)} bb`, 'X')).toMatch(/a…$/);
  });
});

describe('buttons', () => {
  it('are in rows of five, and those that cannot be pressed are left out', () => {
    const actions = Array.from({ length: 7 }, (_, i) => ({
      kind: 'button' as const,
      id: `b${i}`,
      label: `B${i}`,
    }));
    const { components } = renderMessage({
      kind: 'notice',
      tone: 'info',
      title: 'x',
      actions: [
        ...actions,
        { kind: 'link', url: 'javascript:alert(1)', label: 'no' },
        { kind: 'button', id: 'e', label: ' ' },
        { kind: 'button', id: 'x'.repeat(101), label: 'Discord refuses such an id' },
      ],
    });
    expect(components.map((row) => row.components.length)).toEqual([5, 2]);
  });
});
