import { expect, it } from 'vitest';
import { PARSE_TASKS } from '../../src/parsing/parse-tasks.ts';
import { expectBounded } from '../support/bounded.ts';

type Tasks = typeof PARSE_TASKS;

interface Attacks<Arguments> {
  /** One thing in another, as many levels as fit. */
  readonly deep: readonly Arguments[];
  /** Many things beside each other. */
  readonly wide: readonly Arguments[];
  /** One text without an end. */
  readonly long: readonly Arguments[];
}

const LENGTH = 1_000_000;
/** What `toSections` and the limits of a paper leave of a text. */
const SECTIONS_LENGTH = 400_000;
const HEADING_LENGTH = 1_000;
const ANSWER_LENGTH = 40_000;
const SOURCE = 'Hugging Face';
const PAPER = { id: '2604.00001', title: 'A title', summary: 'A text.', publishedAt: '2026-04-01T00:00:00Z' };
const PIECES = ['a', 'a ', ' ', '漢', '#', '(', 'Aa0, ', '. ', 'We show. ', 'e\u0301\u0301', '[a](b '];
const BRACKETS = [
  ['[', ']'],
  ['{"a":', '}'],
  ['(', ')'],
  ['"', '"'],
  ['$', '$'],
] as const;

const upTo = (piece: string, length = LENGTH) => piece.repeat(Math.ceil(length / piece.length));
const toNested = (open: string, close: string, length = LENGTH) => {
  const levels = Math.ceil(length / (open.length + close.length));
  return `${open.repeat(levels)}1${close.repeat(levels)}`;
};
const DEEP_JSON = [toNested('[', ']'), toNested('{"a":', '}'), toNested('[{"paper":', '}]')];
const toJsonWith = (fields: object, wrap: (paper: object) => unknown) =>
  JSON.stringify(wrap({ ...PAPER, ...fields }));
const deepFields = (fields: readonly string[], around: (paper: string) => string) =>
  fields.map((field) => around(`{"id":"2604.00001","title":"A","${field}":${DEEP_JSON[0]}}`));
const LONG_FIELDS = ['id', 'title', 'summary', 'publishedAt', 'githubRepo', 'projectPage', 'ai_summary'];
const longFields = (text: string) => Object.fromEntries(LONG_FIELDS.map((field) => [field, text]));
const WIDE_FIELDS = {
  authors: Array.from({ length: 20_000 }, () => ({ name: 'Ada' })),
  ai_keywords: Array.from({ length: 20_000 }, () => 'word'),
  mediaUrls: Array.from({ length: 20_000 }, () => 'https://a.example/a.png'),
};

/** A page's list of papers. */
const LIST = toPage(JSON.stringify({ dailyPapers: [{ paper: PAPER }] }));

/** In some of these a parser reads elements, in others text. */
const DEEP_MARKUP = [
  '',
  '<noscript>',
  '<iframe>',
  '<xmp>',
  '<plaintext>',
  '<svg><title>',
  '<svg><style>',
].map((around) => around + toNested('<b>', '</b>'));
const WIDE_MARKUP = [
  ...['<p></p>', '<br>', '<!---->', '<?a>', '<!a>', '<![CDATA[a]]>', '&amp;', '<p a=1 b>'].map((piece) =>
    upTo(piece),
  ),
  `<p ${Array.from({ length: LENGTH / 8 }, (_, i) => `a${i}`).join(' ')}>`,
];

const toSections = (text: string) => [
  { heading: `Introduction ${text}`.slice(0, HEADING_LENGTH), text: text.slice(0, SECTIONS_LENGTH) },
];
const MANY_SECTIONS = Array.from({ length: 40_000 }, () => ({ heading: 'Results', text: 'We show.' }));
const DEEP_TEXTS = BRACKETS.map(([open, close]) => toNested(open, close, SECTIONS_LENGTH));
const STYLES = ['tldr', 'short', 'bullets'] as const;

type Sections = Parameters<Tasks['sourceText']>[1];

const toSourceArguments = (
  title: string,
  abstract: string,
  sections: Sections,
): Parameters<Tasks['sourceText']> => [
  { title: title.slice(0, 1_000), abstract: abstract.slice(0, 20_000) },
  sections,
  200_000,
];
/** The abstract says nothing of its own, so that the sections are read in each style. */
const toQuoteArguments = (sections: Sections): ReadonlyArray<Parameters<Tasks['quotePaper']>> =>
  STYLES.map((style) => [
    { title: 'A title', abstract: style === 'bullets' ? 'We show a text.' : '' },
    style,
    sections,
  ]);
const toAnswer = (text: string, source = 'A text.'): Parameters<Tasks['judgeAnswer']> => [
  { text: text.slice(0, ANSWER_LENGTH), isCut: false },
  source.slice(0, SECTIONS_LENGTH),
  'short',
  'en',
];
const toCards = (text: string, count: number): Parameters<Tasks['makeCards']> => [
  Array.from({ length: count }, (_, i) => ({
    id: `local:${i}`,
    title: text.slice(0, 1_000),
    abstract: text.slice(0, 20_000),
    aiSummary: text.slice(0, 5_000),
    authors: [],
  })),
];

/** Every task of the worker, against each kind: what is missing here is a type error. */
const DOCUMENTS: { readonly [task in keyof Tasks]: Attacks<Parameters<Tasks[task]>> } = {
  parseAtom: {
    deep: [[`<feed><entry><title>${toNested('<b>', '</b>')}</title></entry></feed>`]],
    wide: [
      [`<feed>${upTo('<entry><title>a</title></entry>')}</feed>`],
      ...WIDE_MARKUP.map((markup) => [`<feed>${markup}`] as [string]),
    ],
    long: PIECES.map((piece) => [`<feed><entry><title>a${upTo(piece)}</title></entry></feed>`]),
  },
  parsePage: {
    deep: [...DEEP_JSON.map(toPage), ...DEEP_MARKUP.map((markup) => markup + LIST)].map((page) => [page]),
    wide: [
      toPage(`{"dailyPapers":[${'0,'.repeat(LENGTH / 2)}0]}`),
      ...WIDE_MARKUP.map((markup) => markup + LIST),
    ].map((page) => [page]),
    long: PIECES.flatMap((piece) => [
      [toPage(toJsonWith({ summary: upTo(piece) }, (paper) => ({ dailyPapers: [{ paper }] })))],
      [`<p class="${upTo(piece)}">${upTo(piece)}</p>${LIST}`],
      [`<${upTo(piece)}`],
    ]),
  },
  parseListPage: {
    deep: [...DEEP_JSON, ...deepFields(LONG_FIELDS, (paper) => `[{"paper":${paper}}]`)].map((json) => [
      json,
      SOURCE,
    ]),
    wide: [
      [`[${'0,'.repeat(LENGTH / 2)}0]`, SOURCE],
      [JSON.stringify(Array.from({ length: 1_000 }, () => ({ paper: PAPER }))), SOURCE],
      [toJsonWith(WIDE_FIELDS, (paper) => [{ paper }]), SOURCE],
    ],
    long: PIECES.flatMap((piece) => [
      [toJsonWith({ summary: upTo(piece) }, (paper) => [{ paper }]), SOURCE],
      [toJsonWith(longFields(upTo(piece)), (paper) => [{ paper }]), SOURCE],
      [upTo(piece), SOURCE],
    ]),
  },
  parsePaperReply: {
    deep: [...DEEP_JSON, ...deepFields(LONG_FIELDS, (paper) => paper)].map((json) => [json, SOURCE]),
    wide: [
      [toJsonWith(WIDE_FIELDS, (paper) => paper), SOURCE],
      [`{${Array.from({ length: 50_000 }, (_, i) => `"f${i}":1`).join()}}`, SOURCE],
    ],
    long: PIECES.flatMap((piece) => [
      [toJsonWith({ summary: upTo(piece) }, (paper) => paper), SOURCE],
      [toJsonWith(longFields(upTo(piece)), (paper) => paper), SOURCE],
      [upTo(piece), SOURCE],
    ]),
  },
  parseMarkdown: {
    deep: [[toNested('[', '](a)')], [upTo('> ')]],
    wide: [[upTo('# 1 A\n')], [upTo('a\n\n')]],
    long: PIECES.map((piece) => [`# A\n\n${upTo(piece)}`]),
  },
  parseArxivHtml: {
    deep: [
      [toNested('<section class="ltx_section">', '</section>')],
      ...DEEP_MARKUP.map((markup) => [markup] as [string]),
    ],
    wide: [
      [upTo('<section class="ltx_section"><p class="ltx_p">a</p></section>')],
      ...WIDE_MARKUP.map((markup) => [markup] as [string]),
    ],
    long: PIECES.map((piece) => [
      `<article class="ltx_document"><p class="ltx_p">${upTo(piece)}</p></article>`,
    ]),
  },
  parseImportTexts: {
    deep: deepFields(['title', 'abstract', 'authors', 'date'], (paper) => paper).map((line) => [[line]]),
    wide: [
      [Array.from({ length: 5_000 }, () => JSON.stringify(PAPER))],
      [[toJsonWith(WIDE_FIELDS, (paper) => paper)]],
    ],
    long: PIECES.map((piece) => [
      [toJsonWith({ title: upTo(piece), abstract: upTo(piece) }, (paper) => paper)],
    ]),
  },
  sourceText: {
    deep: DEEP_TEXTS.map((text) => toSourceArguments(text, text, toSections(text))),
    wide: [toSourceArguments('A title', 'A text.', MANY_SECTIONS)],
    long: PIECES.map((piece) => toSourceArguments(upTo(piece), upTo(piece), toSections(upTo(piece)))),
  },
  quotePaper: {
    deep: DEEP_TEXTS.flatMap((text) => toQuoteArguments(toSections(text))),
    wide: toQuoteArguments(MANY_SECTIONS),
    long: PIECES.flatMap((piece) => toQuoteArguments(toSections(upTo(piece)))),
  },
  judgeAnswer: {
    deep: BRACKETS.map(([open, close]) => toAnswer(toNested(open, close, ANSWER_LENGTH))),
    wide: [toAnswer(toJsonAnswer(Array.from({ length: 2_000 }, () => 'We show a text.')), upTo('A text. '))],
    long: PIECES.flatMap((piece) => [
      toAnswer(upTo(piece)),
      toAnswer(toJsonAnswer([upTo(piece, ANSWER_LENGTH / 4)]), upTo(piece)),
    ]),
  },
  makeCards: {
    deep: DEEP_TEXTS.map((text) => toCards(text, 1)),
    wide: [toCards(upTo('We show a text. '), 100)],
    long: PIECES.map((piece) => toCards(upTo(piece), 1)),
  },
};

function toPage(json: string): string {
  return `<div data-target="DailyPapers" data-props="${json.replaceAll('"', '&quot;')}">`;
}

function toJsonAnswer(sentences: readonly string[]): string {
  return JSON.stringify({ quote: 'A text.', sentences });
}

it('every task of the worker is tried', () => {
  expect(Object.keys(DOCUMENTS).toSorted()).toEqual(Object.keys(PARSE_TASKS).toSorted());
});

const TASKS = Object.keys(PARSE_TASKS) as Array<keyof Tasks>;
const KINDS = ['deep', 'wide', 'long'] as const;

it.each(TASKS.flatMap((task) => KINDS.map((kind) => [task, kind] as const)))(
  '%s ends in time with a document that is %s',
  (task, kind) => {
    const parse = PARSE_TASKS[task] as (...args: unknown[]) => unknown;
    const documents = DOCUMENTS[task][kind];
    expect(documents.length).toBeGreaterThan(0);
    for (const document of documents) expectBounded(() => parse(...document));
  },
  60_000,
);
