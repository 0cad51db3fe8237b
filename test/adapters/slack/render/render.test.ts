import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitBlocks } from '../../../../adapters/slack/render/fit-blocks.ts';
import { LIMITS } from '../../../../adapters/slack/render/limits.ts';
import { renderMessage } from '../../../../adapters/slack/render/render.ts';
import { checkMessage } from '../../../../loopback/slack/payload-check.ts';
import { commandSpan } from '../../../../src/core/base/text.ts';
import type { Message, Notice, PaperView } from '../../../../src/core/message/message.ts';
import type { Paper } from '../../../../src/core/paper/paper.ts';
import { anOverview, aPaper, aView, papers } from '../../../support/builders.ts';
import { textOfBlocks } from '../harness.ts';

/** What people put into titles to break a chat: mentions, markup, addresses, emoji codes, odd Unicode. */
const HOSTILE = [
  '<!channel>',
  '<!here|here>',
  '<@U0ADA>',
  '@everyone @here',
  '<https://evil.example|click>',
  '*bold* _it_ ~gone~ `code` ```block```',
  '&lt;&amp;',
  ':smile:',
  '[x](javascript:alert(1))',
  '\u202e reversed',
  '\u0000\u0007',
  '👩‍👩‍👧‍👦',
  'é́́́',
  '\ud800',
  '"\\"',
  '漢字'.repeat(40),
  'x'.repeat(5000),
  '\n\n\t',
];

const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }), fc.lorem()), { maxLength: 8 })
  .map((parts) => parts.join(' '));

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const address = fc.oneof(
  fc.webUrl(),
  fc.constantFrom('javascript:alert(1)', 'https://a.example/<x|y>', 'nonsense'),
);

const hostilePaper: fc.Arbitrary<Paper> = fc
  .record({
    title: hostileText,
    abstract: hostileText,
    authors: fc.array(hostileText, { maxLength: 5 }),
    organization: maybe(hostileText),
    upvotes: maybe(fc.nat()),
    comments: maybe(fc.nat()),
    stars: maybe(fc.nat()),
    codeUrl: maybe(address),
    projectUrl: maybe(address),
    thumbnailUrl: maybe(address),
    publishedAt: maybe(fc.constantFrom('2026-04-29T00:00:00Z', 'long ago')),
  })
  .map((fields) => aPaper(JSON.parse(JSON.stringify(fields))));

const hostileView: fc.Arbitrary<PaperView> = fc
  .record({
    paper: hostilePaper,
    n: fc.integer({ min: 1, max: 10 }),
    tally: fc.record({ up: fc.nat(), down: fc.nat() }),
    summary: fc.record({ text: hostileText, by: hostileText }),
    why: hostileText,
    snippet: fc.array(fc.record({ text: hostileText, strong: fc.boolean() }), { maxLength: 30 }),
  })
  .map((fields) => fields);

const language = fc.constantFrom('en', 'fr-FR', 'ar', 'ja', 'nonsense!');
const actions = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('button' as const), id: fc.uuid(), label: hostileText }),
    fc.record({ kind: fc.constant('link' as const), url: address, label: hostileText }),
  ),
  { maxLength: 12 },
);
const entries = fc.array(hostileView, { minLength: 1, maxLength: 10 });

const hostileMessage: fc.Arbitrary<Message> = fc.oneof(
  fc.record({
    kind: fc.constant('overview' as const),
    day: fc.constantFrom('2026-04-30', 'soon'),
    entries,
    more: fc.nat({ max: 30 }),
    cards: fc.constantFrom('thread' as const, 'channel' as const, 'none' as const),
    language,
  }),
  fc.record({ kind: fc.constant('card' as const), view: hostileView, language, actions }),
  fc.record({
    kind: fc.constant('list' as const),
    title: hostileText,
    note: hostileText,
    entries,
    language,
    actions,
  }),
  fc.record({
    kind: fc.constant('summary' as const),
    view: hostileView,
    points: fc.array(fc.record({ label: hostileText, text: hostileText }), { minLength: 1, maxLength: 12 }),
    by: hostileText,
    notes: fc.array(hostileText, { maxLength: 12 }),
    language,
    actions,
  }),
  fc.record({
    kind: fc.constant('fields' as const),
    title: hostileText,
    intro: hostileText,
    fields: fc.array(
      fc.record({
        name: hostileText,
        value: fc.oneof(
          hostileText,
          fc.array(fc.record({ text: hostileText, code: fc.boolean(), link: address }), { maxLength: 20 }),
        ),
      }),
      { maxLength: 25 },
    ),
    actions,
  }),
  fc.record({
    kind: fc.constant('notice' as const),
    tone: fc.constantFrom<Notice['tone']>('info', 'success', 'warning', 'error'),
    title: hostileText,
    text: hostileText,
    fix: hostileText,
    example: fc.record({ text: hostileText }),
    requestId: fc.uuid(),
    actions,
  }),
);

describe('every message on Slack', () => {
  it('is one post within every limit, whatever it contains', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        const payload = renderMessage(message);
        expect(checkMessage(payload)).toEqual([]);
        expect(JSON.stringify(payload.blocks).length).toBeLessThanOrEqual(LIMITS.blocksJson);
      }),
      { numRuns: 300 },
    );
  });

  it('holds no markup that Slack would read, in blocks or in the fallback text', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        const { text, blocks } = renderMessage(message);
        expect(text).not.toMatch(/[<>]/);
        expect(JSON.stringify(blocks)).not.toContain('"mrkdwn"');
        expect(JSON.stringify(blocks)).not.toMatch(/"type":"(user|broadcast|usergroup|channel|emoji)"/);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same payload each time and leaves the message as it was', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        const before = structuredClone(message);
        expect(renderMessage(message)).toEqual(renderMessage(message));
        expect(message).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });
});

it('what has more blocks than Slack takes is cut, and not refused', () => {
  const blocks = fitBlocks(() => Array.from({ length: 60 }, () => ({ type: 'divider' as const })));
  expect(checkMessage({ text: 'All', blocks })).toEqual([]);
  expect(blocks).toHaveLength(50);
});

describe('an overview on Slack', () => {
  it('keeps every paper visible beside nine very long neighbors', () => {
    const monsters = papers(10).map((paper, i) =>
      aView({ paper: { ...paper, title: `T${i}x ${'"wide\\'.repeat(2000)}` }, n: i + 1 }),
    );
    const { text, blocks } = renderMessage(anOverview(0, { entries: monsters }));
    for (let i = 0; i < 10; i++) {
      expect(textOfBlocks(blocks)).toContain(`T${i}x`);
      expect(text).toContain(`T${i}x`);
      expect(JSON.stringify(blocks)).toContain(
        `https://huggingface.co/papers/2604.${String(i + 1).padStart(5, '0')}`,
      );
    }
  });

  it('never ends in the middle of an emoji', () => {
    const view = aView({ paper: aPaper({ title: '👩‍👩‍👧‍👦'.repeat(400) }), n: 1 });
    const { blocks } = renderMessage(anOverview(0, { entries: [view] }));
    const [title = ''] = textOfBlocks(blocks).match(/\p{RGI_Emoji}+…/v) ?? [];
    expect(title.replace('…', '')).toMatch(/^(👩‍👩‍👧‍👦)+$/u);
  });

  it('says how to vote, with as many keys as there are papers', () => {
    expect(textOfBlocks(renderMessage(anOverview(3)).blocks)).toContain('1️⃣ to 3️⃣');
    expect(textOfBlocks(renderMessage(anOverview(10)).blocks)).toContain('1️⃣ to 🔟');
    expect(textOfBlocks(renderMessage(anOverview(1, { cards: 'none' })).blocks)).toContain('React 1️⃣ to vote');
  });

  it('shows the community’s votes beside the upvotes only when there are some', () => {
    const entries = [
      aView({ n: 1, tally: { up: 3, down: 1 } }),
      aView({ n: 2, paper: aPaper({ upvotes: 1, comments: 0 }), tally: { up: 0, down: 0 } }),
    ];
    const text = textOfBlocks(renderMessage(anOverview(0, { entries })).blocks);
    expect(text).toContain('12 upvotes · 👍 3 👎 1');
    expect(text).toContain('1 upvote · Ada');
    expect(text).not.toContain('0 comments');
  });

  it('reads as a list of titles where blocks are not drawn', () => {
    expect(renderMessage(anOverview(2)).text).toBe(
      'Daily papers · Thu, Apr 30, 2026\n' +
        '1. Paper number 1 (Ada Lovelace et al.)\n2. Paper number 2 (Ada Lovelace et al.)',
    );
  });
});

describe('a card on Slack', () => {
  const paper = aPaper({
    organization: 'Analytical Engines',
    codeUrl: 'https://github.com/ada/engine',
    stars: 1200,
    thumbnailUrl: 'https://cdn.example/first.png',
  });
  const card: Message = {
    kind: 'card',
    view: aView({
      paper,
      day: '2026-04-30',
      summary: { text: 'It reads.', by: 'Hugging Face AI summary' },
      why: 'new',
    }),
    language: 'en',
    actions: [{ kind: 'button', id: 'vote:up:2604.26752', label: '👍 Vote', style: 'primary' }],
  };

  it('says title, authors, summary and who wrote it, links, counts and why', () => {
    const { blocks } = renderMessage(card);
    const text = textOfBlocks(blocks);
    for (const part of [
      'A small model that reads large papers',
      'Ada Lovelace, Alan Turing · Analytical Engines',
      'It reads.',
      '— Hugging Face AI summary',
      'arXiv',
      'PDF',
      'Code',
      '12 upvotes · 2 comments · 1.2K stars · listed Apr 30, 2026',
      'Why: new',
      '👍 Vote',
    ])
      expect(text).toContain(part);
    expect(JSON.stringify(blocks)).toContain('"image_url":"https://cdn.example/first.png"');
  });

  it('shows a teaser as what it is', () => {
    const teaser = renderMessage(card).blocks.find((block) => block.type === 'image');
    expect(teaser?.alt_text).toBe('Teaser picture of A small model that reads large papers');
  });

  it('is shown without a picture when the address is no web address', () => {
    const view = aView({ paper: aPaper({ thumbnailUrl: 'data:image/png;base64,AAAA' }) });
    const { blocks } = renderMessage({ kind: 'card', view, language: 'en' });
    expect(blocks.some((block) => block.type === 'section')).toBe(false);
    expect(textOfBlocks(blocks)).toContain('Ada Lovelace');
  });

  it('says that a paper was withdrawn', () => {
    const view = aView({ paper: aPaper({ withdrawnAt: '2026-05-01T00:00:00Z' }) });
    expect(textOfBlocks(renderMessage({ kind: 'card', view, language: 'en' }).blocks)).toContain('Withdrawn');
  });
});

describe('other messages on Slack', () => {
  it('puts the example of a notice into code and the request id under it', () => {
    const { blocks } = renderMessage({
      kind: 'notice',
      tone: 'error',
      title: 'No such day',
      fix: 'Give a day like this:',
      example: commandSpan('today 2026-04-30'),
      requestId: 'ab12',
    });
    expect(JSON.stringify(blocks)).toContain('"text":"/papers today 2026-04-30","style":{"code":true}');
    expect(textOfBlocks(blocks)).toContain('Request ab12');
  });

  it('says what to try when a list is empty', () => {
    const { text, blocks } = renderMessage({
      kind: 'list',
      title: 'Search',
      entries: [],
      empty: 'Nothing found. Try fewer words.',
      language: 'en',
    });
    expect(textOfBlocks(blocks)).toContain('Try fewer words.');
    expect(text).toContain('Try fewer words.');
  });

  it('says where words of a snippet were left out', () => {
    const snippet = Array.from({ length: 40 }, (_, i) => ({ text: `word${i} `, strong: i % 2 === 0 }));
    const { blocks } = renderMessage({
      kind: 'list',
      title: 'Search',
      entries: [aView({ snippet })],
      language: 'en',
    });
    expect(textOfBlocks(blocks)).toContain('…');
    expect(textOfBlocks(blocks)).not.toContain('word39');
  });

  it('names a channel by its id where it is one, a line each', () => {
    const value = [
      { text: 'C0OPEN', channel: 'C0OPEN' },
      { text: ': Fri' },
      { text: '\n' },
      { text: 'it', channel: 'U0ADA' },
    ];
    const { blocks } = renderMessage({ kind: 'fields', title: 'x', fields: [{ name: 'Posts', value }] });
    expect(JSON.stringify(blocks)).toContain(
      '{"type":"channel","channel_id":"C0OPEN"},{"type":"text","text":": Fri"},' +
        '{"type":"text","text":"\\n"},{"type":"text","text":"it"}',
    );
    expect(
      checkMessage(renderMessage({ kind: 'fields', title: 'x', fields: [{ name: 'Posts', value }] })),
    ).toEqual([]);
  });

  it('begins a value of several lines below its name', () => {
    const fields = [
      { name: 'Time', value: '09:00' },
      { name: 'Papers', value: 'one\ntwo' },
    ];
    const text = textOfBlocks(renderMessage({ kind: 'fields', title: 'x', fields }).blocks);
    expect(text).toContain('Time: \n09:00');
    expect(text).toContain('Papers:\n\none\ntwo');
  });

  it('draws bullets with their labels and keeps links of fields', () => {
    const summary = renderMessage({
      kind: 'summary',
      view: aView(),
      points: [{ label: 'Method', text: 'They read.' }],
      by: 'Extracted from the abstract',
      notes: ['One sentence was left out.'],
      language: 'en',
    });
    expect(JSON.stringify(summary.blocks)).toContain('rich_text_list');
    const fields = renderMessage({
      kind: 'fields',
      title: 'Status',
      fields: [{ name: 'Last post', value: [{ text: 'here', link: 'https://example.org/x' }] }],
    });
    expect(JSON.stringify(fields.blocks)).toContain('"url":"https://example.org/x","text":"here"');
    expect(textOfBlocks(fields.blocks)).toContain('Last post: ');
  });
});
