// How soon the first byte of each kind of page comes from the real process with many saved papers, beside servers that only
// say hello, on the same machine in the same run.
//   npm run bench:web -- --papers 100000
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toWeek } from '../../src/core/paper/calendar.ts';
import { addDays } from '../../src/core/paper/edition.ts';
import { toPaperPath } from '../../src/web/base/site.ts';
import { quantile } from '../load/fan-out.ts';
import { generator } from '../search/corpus.ts';
import { CHANNEL, fillDatabase, NEWEST } from './database.ts';
import { measure, type Timing } from './measure.ts';
import { runCommand, type Served, startBot, startHello } from './servers.ts';

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '100000' },
    requests: { type: 'string', default: '300' },
    /** Saved there, and used again. */
    folder: { type: 'string' },
    /** Recorded days to make papers of, in place of the bundled ones. */
    days: { type: 'string' },
  },
});
const size = Number(values.papers);
const requests = Number(values.requests);
const READERS = 4;
const WARM_UP = 30;
const PAPERS_A_DAY = 50;
const WORDS =
  'attention diffusion agents reasoning video robot speech alignment retrieval graph token policy'.split(' ');

const random = generator(7);
const draw = (n: number): number => Math.floor(random() * n);
const day = (): string => addDays(NEWEST, -draw(Math.ceil(size / PAPERS_A_DAY)));
const words = (): string => `${WORDS[draw(WORDS.length)]}+${WORDS[draw(WORDS.length)]}`;

/** Each kind of page, of which every request takes another where there are several. */
const PAGES: Readonly<Record<string, () => string>> = {
  'newest day': () => '/',
  day: () => `/${day()}`,
  week: () => `/week/${toWeek(day())}`,
  paper: () => toPaperPath(`local:copy-${draw(size - 1000) + 1000}`),
  search: () => `/search?q=${words()}`,
  channels: () => '/channel',
  channel: () => `/channel/${CHANNEL}`,
  'day of a channel': () => `/channel/${CHANNEL}/${addDays(NEWEST, -draw(250))}`,
  'feed (RSS)': () => '/feed.xml',
  'feed of topics (Atom)': () => '/atom.xml?topics=agents',
  'feed of a search (JSON)': () => `/feed.json?q=${words()}`,
  'feed of a day': () => `/${day()}/atom.xml`,
  'feed of a week': () => `/week/${toWeek(day())}/feed.xml`,
  'feed of a channel': () => `/channel/${CHANNEL}/feed.json`,
  sitemap: () => '/sitemap.xml',
  'nothing there': () => '/paper/2604.77777',
};

function write(cells: ReadonlyArray<string | number>): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

function describe({ firstByte }: Timing): string[] {
  return [0.5, 0.95, 0.99].map((share) => quantile(firstByte, share).toFixed(1));
}

async function row(name: string, url: string, path: () => string, headers = {}): Promise<void> {
  await measure(url, { requests: Math.min(WARM_UP, requests), readers: 1, path, headers });
  const alone = await measure(url, { requests, readers: 1, path, headers });
  const together = await measure(url, { requests, readers: READERS, path, headers });
  const size = (alone.bytes / 1024).toFixed(1);
  write([name, alone.status, ...describe(alone), describe(together)[1] ?? '', size]);
}

async function measureHello(): Promise<void> {
  for (const [name, kind] of [
    ['hello of node:http', 'node'],
    ['empty route of Hono', 'hono'],
  ] as const) {
    const hello = await startHello(kind);
    await row(name, hello.url, () => '/');
    await hello.stop();
  }
}

async function measurePages({ url }: Served): Promise<void> {
  for (const [name, path] of Object.entries(PAGES)) await row(name, url, path);
  const { headers } = await fetch(`${url}/feed.xml`, { headers: { 'accept-encoding': 'gzip' } });
  await row('feed, unchanged by its ETag', url, () => '/feed.xml', {
    'if-none-match': headers.get('etag') ?? '',
  });
  await row('feed, unchanged by its date', url, () => '/feed.xml', {
    'if-modified-since': headers.get('last-modified') ?? '',
  });
}

const temporary = values.folder === undefined;
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'paperboy-web-'));
mkdirSync(folder, { recursive: true });
try {
  const isNew = await fillDatabase(`file:${join(folder, 'papers.sqlite')}`, size, values.days);
  if (isNew) await runCommand(folder, ['reindex']);
  const bot = await startBot(folder);
  process.stdout.write(
    `\n${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}; ` +
      `${size} papers, ${requests} requests a row; milliseconds to the first byte\n\n`,
  );
  const head = ['page', 'status', 'p50', 'p95', 'p99', `p95 of ${READERS} at once`, 'KB sent'];
  write(head);
  write(head.map(() => '---'));
  try {
    await measureHello();
    await measurePages(bot);
  } finally {
    await bot.stop();
  }
} finally {
  if (temporary) rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
