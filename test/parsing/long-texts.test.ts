import { expect, it, onTestFinished } from 'vitest';
import { toBibtex } from '../../src/core/paper/export-citations.ts';
import { boundPaper, PAPER_LIMITS } from '../../src/core/paper/paper-limits.ts';
import { createLog } from '../../src/log.ts';
import { createOutput } from '../../src/output.ts';
import { PARSE_TASKS } from '../../src/parsing/parse-tasks.ts';
import { looksLikeToken } from '../../src/redact.ts';
import { listWords } from '../../src/search/text/tokenize.ts';
import {
  collectPatterns,
  EXCEPTIONS,
  findCap,
  findException,
  readVerdicts,
  toKey,
} from '../support/patterns.ts';

/** Longer than whatever a pattern may get. */
const LENGTH = 450_000;
const PIECES = [
  'Aa0, ',
  '漢',
  'text text\n',
  'One.\n\n[a](b) ![c](d)\n',
  '. ',
  // The longest word that is looked into.
  `${'a'.repeat(62)}1 `,
  // One letter that is eighteen in its other form.
  '\ufdfa',
];

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

/** An answer with these words is checked against all of the text that it is about. */
const OF_SOURCE = 'We show that Sieve is a fast cache of language models, with 12 % of the memory of Atlas.';

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
    [long.slice(0, 40_000), JSON.stringify({ quote: OF_SOURCE, sentences: [OF_SOURCE] })].map((text) => [
      { text, isCut: false },
      `${OF_SOURCE} ${long}`.slice(0, 400_000),
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

/** What else reads texts of strangers, and is not a task of the worker. */
const OTHERS: ReadonlyArray<(long: string) => unknown> = [
  (long) => toBibtex([boundPaper({ id: '2604.00001', title: long, abstract: long, authors: [long, long] })]),
  (long) => listWords(long.slice(0, PAPER_LIMITS.abstract)),
  (long) =>
    createLog({ level: 'warn', secrets: [], destination: { write: () => undefined } }).warn({ long }, 'a'),
  (long) => createOutput({ stdout: NOWHERE, stderr: NOWHERE }).printError(long),
  (long) => looksLikeToken(long),
];
const NOWHERE = { write: () => true };

/** Shorter ones matter to no cap. */
const MIN_LENGTH = 30;

/** How long a text each pattern got. */
function watchPatterns(): ReadonlyMap<string, number> {
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
      if (text.length >= MIN_LENGTH) {
        // `split` makes a sticky pattern of its own of the one it is given.
        const key = `/${this.source}/${this.flags.replace('y', '')}`;
        if (text.length > (longest.get(key) ?? 0)) longest.set(key, text.length);
      }
      return Reflect.apply(original, this, [text, ...rest]);
    });
    onTestFinished(() => void Reflect.set(RegExp.prototype, name, original));
  }
  return longest;
}

it('no pattern reads a longer text of strangers than it is measured with, and those that may not take long do read one', async () => {
  const patterns = await collectPatterns();
  const verdicts = readVerdicts();
  const longest = watchPatterns();
  const readers = [
    ...OTHERS,
    ...Object.entries(DOCUMENTS).flatMap(([task, toDocuments]) => {
      const run = PARSE_TASKS[task as keyof Tasks] as (...args: unknown[]) => unknown;
      return (long: string) => toDocuments(long).map((document) => attempt(() => run(...document)));
    }),
  ];
  for (const piece of PIECES)
    for (const read of readers) attempt(() => read(piece.repeat(LENGTH / piece.length)));
  const got = patterns.map((pattern) => ({
    ...pattern,
    cap: findCap(pattern, verdicts),
    length: longest.get(`/${pattern.source}/${pattern.flags}`) ?? 0,
  }));
  // Of two files that have one alike it is not known which read.
  const alike = Map.groupBy(got, ({ source, flags }) => `/${source}/${flags}`);
  const tooLong = [...alike.values()].filter((some) => some.every(({ cap, length }) => length > cap));
  expect(tooLong).toEqual([]);
  // A cap far above what is read would be no cap of the code.
  const unread = EXCEPTIONS.filter(
    (exception) =>
      !got.some(
        (pattern) =>
          verdicts[toKey(pattern)]?.complexity !== 'linear' &&
          findException(pattern) === exception &&
          pattern.length > 0.9 * exception.longest,
      ),
  );
  expect(unread).toEqual([]);
}, 120_000);

function attempt(read: () => unknown): void {
  try {
    read();
  } catch {
    // That a document is refused is none of this test's business.
  }
}
