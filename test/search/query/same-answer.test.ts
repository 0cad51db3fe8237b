import { describe, expect, it } from 'vitest';
import { readFollow } from '../../../src/core/matching/follow.ts';
import { PaperWords } from '../../../src/core/matching/paper-words.ts';
import { STOP_WORDS } from '../../../src/core/matching/stop-words.ts';
import { listWords } from '../../../src/core/matching/text-words.ts';
import type { Paper } from '../../../src/core/paper/paper.ts';
import type { Follow } from '../../../src/core/schedule/personal.ts';
import { readSampleDays } from '../../../src/demo/day-files.ts';
import { listAllowedPapers } from '../../../src/search/query/constraints.ts';
import { parseQuery } from '../../../src/search/query/query.ts';
import { toTerm } from '../../../src/search/text/tokenize.ts';
import { parseList } from '../../../src/sources/hugging-face/parse-list.ts';
import { buildSegment, paper } from '../support.ts';

/** The papers of the bundled days. */
function readPapers(): Paper[] {
  const { days, read } = readSampleDays();
  const listed = days.flatMap((day) => parseList(read(day), 'a test').papers);
  return [...new Map(listed.map((one) => [one.id, one])).values()];
}

const HOSTILE = [
  paper('h1', 'C++, C# and a\u0301ccents: R&D of GPT-4o', { authors: ['Jean-Luc Müller', "Pat O'Brien"] }),
  paper('h2', '学習モデル of the 注意機構', { authors: ['Zhi-Hua Zhou', '李 明'], organization: '量子研' }),
  paper('h3', 'The The: To Be or Not to Be', { authors: ['The', 'A. A. A.'], organization: 'ByteDance' }),
  paper('h4', '\u202eDlrow olleh \u200b of zero\u200dwidth', {
    authors: ['Ada\u200bLovelace', 'X'.repeat(300)],
  }),
  paper('h5', 'ＦＵＬＬ width ﬁne-tuning (multi-agent)', {
    authors: ['Ｗｅｉ Li', 'Shuang Sun'],
    organization: 'Open-AI, Inc.',
  }),
  paper('h6', 'A title', { authors: ['Li Wei Sun'], upvotes: 7, publishedAt: '2026-04-28T00:00:00Z' }),
];
const papers = [...readPapers(), ...HOSTILE];
const segment = buildSegment(papers);
const words = papers.map((one) => new PaperWords(one));

function askIndex(query: string): string[] {
  const allowed = listAllowedPapers(segment, parseQuery(query));
  return papers.filter((_, i) => allowed === undefined || allowed[i] === 1).map(({ id }) => id);
}

function askMatcher(kind: Follow['kind'], text: string): string[] {
  const fits = readFollow({ kind, text });
  return papers.filter((_, i) => fits(words[i] as PaperWords)).map(({ id }) => id);
}

/** What `typed` is answered with otherwise by one than by the other. */
function compare(
  kind: Follow['kind'],
  all: readonly string[],
  toQuery = (typed: string) => typed,
  toFollow = (typed: string) => typed,
) {
  return all.flatMap((typed) => {
    const [index, matcher] = [askIndex(toQuery(typed)), askMatcher(kind, toFollow(typed))];
    return index.join() === matcher.join() ? [] : [{ typed, index, matcher }];
  });
}

/** As people shorten names. */
const shorten = (name: string) => [name, name.split(' ').at(-1) ?? name, name.replace(/^(\S)\S* /, '$1. ')];
const isTyped = (text: string) => /\p{L}/u.test(text) && text.length < 100 && !text.includes('"');

describe('the index and the matcher of topics and follows agree, over the bundled days and hostile papers', () => {
  it('on who wrote a paper', () => {
    const names = [...new Set(papers.flatMap(({ authors }) => authors.flatMap(shorten)))].filter(isTyped);
    expect(names.length).toBeGreaterThan(400);
    expect(compare('author', names, (typed) => `author:"${typed}"`)).toEqual([]);
  });

  it('on where it was written', () => {
    const organizations = papers.flatMap(({ organization = '' }) => organization || []);
    const typed = organizations.flatMap((name) => [name, name.replaceAll(' ', '')]).filter(isTyped);
    expect(typed.length).toBeGreaterThan(20);
    expect(compare('org', [...new Set(typed)], (name) => `org:"${name}"`)).toEqual([]);
  });

  it('on votes, code and dates', () => {
    const filters = ['votes:>10', 'votes:<=3', 'votes:7', 'code:yes', 'code:no', 'after:2026-04-20'];
    expect(compare('query', [...filters, 'before:2026-04-28', 'after:2026-04-28 votes:>5'])).toEqual([]);
  });

  it('on phrases without stop words, but that the index finds other forms of the words, too', () => {
    const phrases = papers.flatMap(({ title, abstract }) => listPairs(`${title}. ${abstract}`));
    expect(phrases.length).toBeGreaterThan(300);
    const typed = [...new Set(phrases)].filter((_, i) => i % 3 === 0);
    const differing = compare(
      'query',
      typed,
      (phrase) => `"${phrase}"`,
      (phrase) => `"${phrase}"`,
    );
    for (const { typed: phrase, index, matcher } of differing) {
      expect(index, phrase).toEqual(expect.arrayContaining(matcher));
      for (const id of index.filter((one) => !matcher.includes(one)))
        expect(toStems(papers.find((one) => one.id === id)), phrase).toContain(
          ` ${listStems(phrase).join(' ')} `,
        );
    }
    expect(differing.length, 'few of them').toBeLessThan(typed.length / 20);
  });

  it('on other phrases but for what the index does not store: it misses nothing that the matcher finds', () => {
    const typed = ['to be or not to be', 'of the', 'the the', 'multi agent', 'fine tuning', 'GPT-4o', 'C++'];
    for (const phrase of typed)
      expect(askIndex(`"${phrase}"`), phrase).toEqual(
        expect.arrayContaining(askMatcher('query', `"${phrase}"`)),
      );
  });
});

const listStems = (text: string) => listWords(text).map(toTerm);
const toStems = (of: Paper | undefined) => ` ${listStems(`${of?.title} ${of?.abstract}`).join(' ')} `;

/** Words next to each other of which none is a stop word. */
function listPairs(text: string): string[] {
  const all = text.split(/\s+/);
  const isPlain = (word: string) => /^[A-Za-z-]+$/.test(word) && !STOP_WORDS.has(word.toLowerCase());
  return all.flatMap((word, i) => {
    const next = all[i + 1] ?? '';
    return isPlain(word) && isPlain(next) ? [`${word} ${next}`] : [];
  });
}
