import { expect, it, onTestFinished } from 'vitest';
import { PARSE_TASKS } from '../../src/parsing/parse-tasks.ts';
import { collectPatterns, LONGER_TEXTS, MAX_LENGTH } from '../support/patterns.ts';

/** Longer than whatever a pattern may get. */
const LENGTH = 450_000;
const PIECES = ['Aa0, ', '漢', 'text text\n', 'One.\n\n[a](b) ![c](d)\n', '. '];

type Tasks = typeof PARSE_TASKS;

const SOURCE = 'Hugging Face';
const PAPER = { id: '2604.00001', title: 'A title', summary: 'A text.', publishedAt: '2026-04-01T00:00:00Z' };
const FIELDS = [
  'id',
  'title',
  'summary',
  'publishedAt',
  'githubRepo',
  'projectPage',
  'ai_summary',
  'ai_summary_model',
];
const IMPORTED = [
  'id',
  'DOI',
  'url',
  'title',
  'abstract',
  'date',
  'categories',
  'keywords',
  'authors',
  'comments',
  'codeUrl',
  'versions',
];

/** Each parser with this text wherever a text may be. */
const DOCUMENTS: {
  readonly [task in keyof Tasks]: (long: string) => ReadonlyArray<Parameters<Tasks[task]>>;
} = {
  parseAtom: (long) => [
    [
      `<feed><entry><id>http://arxiv.org/abs/2604.00001</id><title>A${long}</title><summary>${long}</summary><published>${long}</published><author><name>${long}</name></author><category term="${long}"/><arxiv:comment>${long}</arxiv:comment></entry></feed>`,
    ],
    [`<feed><entry><id>${long}</id></entry></feed>`],
  ],
  parsePage: (long) => [
    [
      `<p class="${long}">${long}</p><p data-target="DailyPapers" data-props="${JSON.stringify({ dateString: long, dailyPapers: [{ paper: { ...PAPER, summary: long } }] }).replaceAll('"', '&quot;')}"></p>`,
    ],
  ],
  parseListPage: (long) =>
    [FIELDS.filter((field) => field !== 'id'), FIELDS].map((fields) => [
      JSON.stringify([{ paper: { ...PAPER, ...Object.fromEntries(fields.map((field) => [field, long])) } }]),
      SOURCE,
    ]),
  parsePaperReply: (long) => [
    [
      JSON.stringify({
        ...PAPER,
        authors: [{ name: long }],
        ai_keywords: [long],
        mediaUrls: [`${long}.png`],
        organization: { fullname: long },
        linkedModels: [{ id: long }],
      }),
      SOURCE,
    ],
  ],
  parseMarkdown: (long) => [[long], [`Title: x\n\nURL Source: https://arxiv.org/html/1\n\n# A\n\n${long}`]],
  parseArxivHtml: (long) => [
    [
      `<article class="ltx_document"><section class="ltx_section"><h2 class="ltx_title">${long}</h2><p class="ltx_p ${long}">${long}<math alttext="${long}"></math></p></section></article>`,
    ],
  ],
  parseImportTexts: (long) => [
    [IMPORTED.map((field) => JSON.stringify({ ...PAPER, date: '2026-04-01', [field]: long }))],
    [[JSON.stringify({ ...PAPER, title: long, abstract: long })]],
    [
      [[long, { name: long }, [long, long, long]], [{ first: long, middle: [long], last: long }]].map(
        (authors) => JSON.stringify({ ...PAPER, authors }),
      ),
    ],
  ],
  sourceText: (long) => [
    [{ title: long.slice(0, 1_000), abstract: long.slice(0, 20_000) }, sections(long), 200_000],
  ],
  quotePaper: (long) =>
    (['tldr', 'short', 'bullets'] as const).map((style) => [
      { title: 'A title', abstract: style === 'bullets' ? 'We show a text.' : '' },
      style,
      sections(long),
    ]),
  judgeAnswer: (long) =>
    [
      long.slice(0, 40_000),
      JSON.stringify({ quote: '', sentences: ['We show that Sieve has 12 % of Atlas.'] }),
    ].map((text) => [
      { text, isCut: false },
      sections(long)
        .map((section) => section.text)
        .join(''),
      'short',
      'en',
    ]),
  makeCards: (long) => [
    [
      [
        {
          id: 'local:a',
          title: long.slice(0, 1_000),
          abstract: long.slice(0, 20_000),
          aiSummary: long.slice(0, 5_000),
          authors: [],
        },
      ],
    ],
  ],
};

/** As `toSections` leaves them: 400,000 characters in all, and headings of a thousand. */
function sections(long: string) {
  return [{ heading: `Introduction ${long}`.slice(0, 1_000), text: long.slice(0, 400_000) }];
}

/** How long a text each pattern got, where it was longer than what patterns are measured with. */
function watchPatterns(): Map<string, number> {
  const longest = new Map<string, number>();
  for (const name of [
    'exec',
    Symbol.replace,
    Symbol.match,
    Symbol.matchAll,
    Symbol.search,
    Symbol.split,
  ] as const) {
    const original: unknown = Reflect.get(RegExp.prototype, name);
    if (typeof original !== 'function') throw new Error(`no ${String(name)}`);
    Reflect.set(RegExp.prototype, name, function (this: RegExp, text: string, ...rest: unknown[]): unknown {
      const key = `/${this.source}/${this.flags}`;
      if (text.length > MAX_LENGTH) longest.set(key, Math.max(longest.get(key) ?? 0, text.length));
      return Reflect.apply(original, this, [text, ...rest]);
    });
    onTestFinished(() => void Reflect.set(RegExp.prototype, name, original));
  }
  return longest;
}

it('no pattern reads a longer text of strangers than it is measured with', async () => {
  const patterns = await collectPatterns();
  const longest = watchPatterns();
  for (const piece of PIECES)
    for (const [task, documents] of Object.entries(DOCUMENTS)) {
      const run = PARSE_TASKS[task as keyof Tasks] as (...args: unknown[]) => unknown;
      for (const document of documents(piece.repeat(LENGTH / piece.length))) {
        try {
          run(...document);
        } catch {
          // That a document is refused is none of this test's business.
        }
      }
    }
  const allowed = (key: string) =>
    patterns
      .filter(({ source, flags }) => `/${source}/${flags}` === key)
      .reduce((most, { file }) => Math.max(most, LONGER_TEXTS.get(file) ?? MAX_LENGTH), 0);
  // `split` makes a sticky pattern of its own of the one it is given.
  const tooLong = [...longest].filter(([key, length]) => length > allowed(key.replace(/y$/, '')));
  expect(tooLong).toEqual([]);
  expect(longest.size).toBeGreaterThan(3);
}, 120_000);
