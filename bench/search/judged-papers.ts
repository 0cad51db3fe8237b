import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Paper } from '../../src/core/paper/paper.ts';
import { readCollection } from './collection.ts';
import { generator } from './corpus.ts';
import type { Judgments } from './judgments.ts';
import { toPaper } from './memory-papers.ts';

/** Papers with everything that the index takes in, questions, and which papers answer which. */
export interface JudgedPapers {
  readonly name: string;
  readonly papers: readonly Paper[];
  readonly queries: ReadonlyArray<{ readonly id: string; readonly text: string }>;
  readonly judgments: Judgments;
}

const Item = z.object({
  paper: z.object({
    id: z.string(),
    title: z.string(),
    summary: z.string(),
    authors: z.array(z.object({ name: z.string() })),
    ai_keywords: z.array(z.string()).optional(),
  }),
});
type Listed = z.infer<typeof Item>['paper'];

/** One in so many papers is asked for by its keywords. */
const ASKED = 8;
const NAMES = 300;

/** A folder of the search bench, or one of recorded days, of which several collections are made. */
export function readJudgedPapers(folder: string): readonly JudgedPapers[] {
  const days = readdirSync(folder).filter((name) => /^\d{4}-\d{2}-\d{2}\.json\.gz$/.test(name));
  if (days.length > 0) return fromDays(days.map((name) => join(folder, name)));
  const { name, docs, queries, judgments } = readCollection(folder);
  return [{ name, papers: docs.map(toPaper), queries, judgments }];
}

function fromDays(files: readonly string[]): JudgedPapers[] {
  const listed = new Map<string, Listed>();
  for (const file of files) {
    const items = z.array(Item).parse(JSON.parse(gunzipSync(readFileSync(file)).toString()));
    for (const { paper } of items) listed.set(paper.id, paper);
  }
  const all = [...listed.values()];
  // The keywords are the questions, so no paper has them as keywords.
  const papers = all.map(({ id, title, summary, authors }): Paper => {
    return { id, title, abstract: summary, authors: authors.map(({ name }) => name) };
  });
  const asked = all.filter(({ ai_keywords: keywords }) => (keywords?.length ?? 0) >= 3);
  const keywords = asked
    .filter((_, i) => i % ASKED === 0)
    .map(({ id, ai_keywords: words = [] }) => ({ id, text: words.slice(0, 3).join(' ') }));
  const slips = keywords.map(({ id, text }, i) => ({ id, text: withSlip(text, generator(i + 1)) }));
  const titles = keywords.map(({ id }) => ({ id, text: shortTitle(listed.get(id)?.title ?? '') }));
  const titleSlips = titles.map(({ id, text }, i) => ({
    id,
    text: withSlip(text.toLowerCase(), generator(i + 1)),
  }));
  const own: Judgments = new Map(keywords.map(({ id }) => [id, new Map([[id, 1]])]));
  return [
    {
      name: `${basename(files[0] ?? '', '.json.gz')}…, three keywords`,
      papers,
      queries: keywords,
      judgments: own,
    },
    { name: 'the same with a slip', papers, queries: slips, judgments: own },
    { name: 'a title up to its colon, with a slip', papers, queries: titleSlips, judgments: own },
    { name: 'a title up to its colon', papers, queries: titles, judgments: own },
    askForNames(papers),
    {
      name: 'a last name and a keyword',
      papers,
      queries: asked.filter((_, i) => i % ASKED === 0).map(askForAuthorsWork),
      judgments: own,
    },
  ];
}

/** As people remember a paper of somebody: `lecun world models`. */
function askForAuthorsWork({ id, authors, ai_keywords: [keyword = ''] = [] }: Listed) {
  const lastName = authors[0]?.name.split(' ').at(-1) ?? '';
  return { id, text: `${lastName} ${keyword}`.toLowerCase() };
}

/** Two letters of one long word change places, or one is missing. */
function withSlip(text: string, random: () => number): string {
  const words = text.split(' ');
  const long = words.flatMap((word, i) => (/^[a-z]{6,}$/.test(word) ? [i] : []));
  const chosen = long[Math.floor(random() * long.length)];
  if (chosen === undefined) return text;
  const word = words[chosen] ?? '';
  const at = 1 + Math.floor(random() * (word.length - 3));
  const swapped = word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
  words[chosen] = random() < 0.5 ? swapped : word.slice(0, at) + word.slice(at + 1);
  return words.join(' ');
}

function shortTitle(title: string): string {
  return title.split(':')[0] ?? title;
}

/** Full names of authors; every paper of theirs answers. */
function askForNames(papers: readonly Paper[]): JudgedPapers {
  const byAuthor = new Map<string, Map<string, number>>();
  for (const { id, authors } of papers)
    for (const name of authors) byAuthor.set(name, (byAuthor.get(name) ?? new Map()).set(id, 1));
  const full = [...byAuthor.keys()].filter((name) => /^\p{L}[\p{L}-]+ \p{L}[\p{L}-]+$/u.test(name));
  const random = generator(7);
  const chosen = Array.from({ length: NAMES }, () => full[Math.floor(random() * full.length)] ?? '');
  const names = [...new Set(chosen)];
  return {
    name: 'full names of authors',
    papers,
    queries: names.map((name) => ({ id: name, text: name })),
    judgments: new Map(names.map((name) => [name, byAuthor.get(name) ?? new Map()])),
  };
}
