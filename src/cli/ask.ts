import { InputError } from '../core/base/errors.ts';
import { nothingFound } from '../core/command/nothing-found.ts';
import { readLanguage } from '../core/command/read-language.ts';
import { counted } from '../core/paper/format.ts';
import type { Paper } from '../core/paper/paper.ts';
import { parsePaperId } from '../core/paper/paper-id.ts';
import type { SearchAnswer } from '../core/search/search.ts';
import type { SummaryStyle } from '../core/summary/summary.ts';
import { type App, EXIT } from './app.ts';

export interface AskOptions {
  readonly limit?: string;
  readonly json?: boolean;
  readonly style?: string;
  readonly language?: string;
}

const STYLES: readonly SummaryStyle[] = ['tldr', 'short', 'bullets'];

const NO_PAPERS = 'There are no papers yet. `backfill` fetches past days, `import` reads files of papers.';

/** Searches the papers that are kept. `-word` leaves out a word; what begins with two dashes was meant for us. */
export async function search(
  app: App,
  query: readonly string[],
  { limit, json }: AskOptions,
): Promise<number> {
  if (query.join('').trim() === '')
    throw new InputError('query-missing', 'The query is missing.', {
      fix: 'Example: search "attention sinks"',
    });
  const stranger = query.find((word) => /^--[a-z]/.test(word));
  if (stranger !== undefined)
    throw new InputError('option-unknown', `search has no option ${stranger}.`, {
      fix: 'Try: npx node src/main.ts search --help',
    });
  await app.search.ready;
  const answer = await app.search.search(query.join(' '), { offset: 0, limit: readLimit(limit) });
  if (answer.total === 0) {
    const isEmpty = (await app.store.papers.count()) === 0;
    app.printError(isEmpty ? NO_PAPERS : (answer.nothing ?? nothingFound(query.join(' '))));
  }
  const many = `${answer.total}${answer.totalIsFloor ? ' or more' : ''} found`;
  const code = await show(app, answer, many, json ?? false);
  for (const { word, query: other } of answer.offers ?? [])
    app.printError(`For “${word}”: search '${other.replaceAll("'", "'\\''")}'`);
  return code;
}

/** The papers most like one. */
export async function similar(app: App, typed: string, { limit, json }: AskOptions): Promise<number> {
  await app.search.ready;
  const paper = await paperMeant(app, typed);
  const answer = await app.search.similar(paper, readLimit(limit));
  if (answer.hits.length === 0)
    app.printError('No paper here has anything in common with it. `backfill` fetches more papers.');
  return show(app, answer, counted(answer.hits.length, 'similar paper', 'en'), json ?? false);
}

/** What a paper says, in short. */
export async function summary(
  app: App,
  typed: string,
  { style = 'short', language = 'en', json }: AskOptions,
): Promise<number> {
  const wanted = STYLES.find((one) => one === style);
  if (!wanted)
    throw new InputError('style-invalid', `--style is one of ${STYLES.join(', ')}, not "${style}".`);
  const paper = await paperMeant(app, typed);
  const written = await app.summarizer.summarize(
    paper,
    wanted,
    readLanguage(language),
    app.stopping,
    (doing) => app.printError(`${doing}…`),
  );
  if (json) app.print(JSON.stringify({ id: paper.id, title: paper.title, ...written }));
  else {
    app.print(oneLine(paper.title));
    for (const { label, text } of written.points) app.print(oneLine(`  ${label ? `${label}: ` : ''}${text}`));
    app.print(oneLine(`  — ${written.by}`));
    for (const note of written.notes) app.print(oneLine(`  ${note}`));
  }
  return EXIT.ok;
}

async function show(
  { store, print, printError }: App,
  { hits, tookMs, notes }: SearchAnswer,
  many: string,
  json: boolean,
): Promise<number> {
  const papers = new Map(
    (await store.papers.getMany(hits.map(({ paperId }) => paperId))).map((paper) => [paper.id, paper]),
  );
  if (json) {
    for (const { paperId, score, snippet } of hits) {
      const matched = new Set(snippet.flatMap(({ text, strong }) => (strong ? [text] : [])));
      const { title, publishedAt } = papers.get(paperId) ?? {};
      const text = snippet.map((span) => span.text).join('');
      print(JSON.stringify({ id: paperId, score, title, publishedAt, snippet: text, matched: [...matched] }));
    }
    // The output stays one record a line.
    for (const line of [`${many} in ${tookMs.toFixed(1)} ms`, ...notes]) printError(line);
    return EXIT.ok;
  }
  for (const [i, { paperId, snippet }] of hits.entries()) {
    const { title = '', publishedAt } = papers.get(paperId) ?? {};
    const facts = [paperId, ...(publishedAt === undefined ? [] : [publishedAt.slice(0, 10)])].join(', ');
    print(`${String(i + 1).padStart(3)}. ${oneLine(title)} (${facts})`);
    print([{ text: '     ' }, ...snippet.map((span) => ({ ...span, text: oneLine(span.text) }))]);
  }
  print([many, ...notes].join(' · '));
  return EXIT.ok;
}

async function paperMeant({ store, source }: App, typed: string): Promise<Paper> {
  const id = parsePaperId(typed);
  if (id === undefined)
    throw new InputError('paper-unreadable', `"${typed}" is not a paper.`, {
      fix: 'Give an arXiv id, a link, or local:ID for an imported one.',
    });
  const found =
    (await store.papers.get(id)) ?? (id.startsWith('local:') ? undefined : await source.paper(id));
  if (!found)
    throw new InputError('paper-unknown', `Nobody knows the paper ${id}.`, {
      fix: 'Search by words: npx node src/main.ts search WORDS',
    });
  return found;
}

function readLimit(text: string | undefined): number {
  const n = Number(text ?? 10);
  if (!Number.isInteger(n) || n < 1 || n > 1000)
    throw new InputError('limit-invalid', `--limit is a whole number from 1 to 1000, not "${text}".`);
  return n;
}

/** A line of a paper must not look like two of ours. */
function oneLine(text: string): string {
  return text.replace(/[\n\t]/g, ' ');
}
