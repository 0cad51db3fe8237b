// How soon the first byte of each kind of page comes from the real process with many saved papers, beside servers that only
// say hello, on the same machine in the same run: a page that has to be made, as after a vote, and one that was made before.
// Ends with 1 and names the kinds of pages whose 95th percentile misses the goal, made or made before, and those with another
// status than theirs.
//   npm run bench:web -- --papers 100000
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toPersonId, toTenantId } from '../../src/core/base/ids.ts';
import type { Store } from '../../src/core/store/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { quantile } from '../load/fan-out.ts';
import { silentLog } from '../search/memory-papers.ts';
import { fillDatabase } from './database.ts';
import { measure, type Timing } from './measure.ts';
import { listPages, NOTHING_THERE } from './pages.ts';
import { runCommand, type Served, startBot, startHello } from './servers.ts';

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '100000' },
    requests: { type: 'string', default: '300' },
    /** Saved there, and used again. */
    folder: { type: 'string' },
    /** Recorded days to make papers of, in place of the bundled ones. */
    days: { type: 'string' },
    /** Only kinds of pages with one of these words, between commas. */
    only: { type: 'string', default: '' },
    /** Within so many milliseconds 95 of 100 first bytes should come; the goal. */
    'limit-ms': { type: 'string', default: '20' },
  },
});
const size = Number(values.papers);
const requests = Number(values.requests);
const limitMs = Number(values['limit-ms']);
/** With it there is the form to sign up with; nothing is sent. */
const MAIL = {
  ...{ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'Paperboy <papers@example.org>', MAIL_KEY: 'k'.repeat(40) },
};
const READERS = 4;
const WARM_UP = 30;
const HEAD = [
  'page',
  'status',
  'made: p50',
  'p95',
  'p99',
  'CPU',
  'made before: p95',
  `p95 of ${READERS} at once`,
  'KB',
];

function write(cells: ReadonlyArray<string | number>): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

function describe({ firstByte }: Timing): [string, string, string] {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(firstByte, share).toFixed(1));
  return [p50 ?? '', p95 ?? '', p99 ?? ''];
}

interface Row {
  readonly name: string;
  readonly path: () => string;
  /** Of every answer. */
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Has the page made again. */
  readonly before?: () => Promise<void>;
}

/** Those that miss the goal or have another status, each with its figure. */
const missed: string[] = [];

async function measureRow(
  { url, readCpuMs }: Served,
  { name, path, status, headers = {}, before }: Row,
): Promise<void> {
  await measure(url, { requests: Math.min(WARM_UP, requests), readers: 1, path, headers });
  const cpuBefore = readCpuMs();
  const made = await measure(url, { requests, readers: 1, path, headers, ...(before ? { before } : {}) });
  const cpu = ((readCpuMs() ?? Number.NaN) - (cpuBefore ?? 0)) / requests;
  const together = await measure(url, { requests, readers: READERS, path, headers });
  const same = path();
  const again = await measure(url, { requests, readers: 1, path: () => same, headers });
  for (const [what, { firstByte }] of Object.entries({ made, 'made before': again })) {
    const p95 = quantile(firstByte, 0.95);
    // A measurement without a figure is no success.
    if (!(p95 <= limitMs)) missed.push(`${name}, ${what}: ${p95.toFixed(1)} ms`);
  }
  const statuses = new Set([made, together, again].flatMap((timing) => [...timing.statuses]));
  const others = [...statuses].filter((other) => other !== status);
  if (others.length > 0) missed.push(`${name}: status ${others.join(', ')}`);
  const kilobytes = (made.bytes / 1024).toFixed(1);
  write([
    name,
    [...statuses].join(', '),
    ...describe(made),
    cpu.toFixed(1),
    describe(again)[1],
    describe(together)[1],
    kilobytes,
  ]);
}

async function measureHello(): Promise<void> {
  for (const [name, kind] of [
    ['hello of node:http', 'node'],
    ['empty route of Hono', 'hono'],
  ] as const) {
    const hello = await startHello(kind);
    await measureRow(hello, { name, path: () => '/', status: 200 });
    await hello.stop();
  }
}

async function measurePages(bot: Served, store: Store): Promise<void> {
  const words = values.only.split(',');
  const before = (): Promise<void> => vote(store);
  for (const [name, path] of Object.entries(listPages(size)))
    if (words.some((word) => name.includes(word)))
      await measureRow(bot, { name, path, before, status: name === NOTHING_THERE ? 404 : 200 });
  const { headers } = await fetch(`${bot.url}/feed.xml`, { headers: { 'accept-encoding': 'gzip' } });
  const path = () => '/feed.xml';
  const etag = { 'if-none-match': headers.get('etag') ?? '' };
  await measureRow(bot, { name: 'feed, unchanged by its ETag', path, headers: etag, status: 304 });
  const date = { 'if-modified-since': headers.get('last-modified') ?? '' };
  await measureRow(bot, { name: 'feed, unchanged by its date', path, headers: date, status: 304 });
}

let cast = 0;

/** Another process changes the database: every page has to be made again. */
async function vote({ votes }: Store): Promise<void> {
  cast += 1;
  await votes.cast({
    ...{ paperId: 'local:copy-1000', tenant: toTenantId('discord', '11'), source: 'button', at: cast },
    ...{ person: toPersonId('discord', '1'), value: cast % 2 === 0 ? 1 : -1 },
  });
}

const temporary = values.folder === undefined;
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'paperboy-web-'));
mkdirSync(folder, { recursive: true });
const url = `file:${join(folder, 'papers.sqlite')}`;
try {
  const isNew = await fillDatabase(url, size, values.days);
  if (isNew) await runCommand(folder, ['reindex']);
  const bot = await startBot(folder, MAIL);
  const store = await openStore({ url, log: silentLog });
  process.stdout.write(
    `\n${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}; ` +
      `${size} papers, ${requests} requests a row; milliseconds to the first byte, and of CPU time a request\n\n`,
  );
  write(HEAD);
  write(HEAD.map(() => '---'));
  try {
    await measureHello();
    await measurePages(bot, store);
  } finally {
    await store.close();
    await bot.stop();
  }
} finally {
  if (temporary) rmSync(folder, { recursive: true, force: true });
}
if (missed.length > 0)
  process.stdout.write(`\nOver ${limitMs} ms, or another status: ${missed.join('; ')}\n`);
process.exit(missed.length > 0 ? 1 : 0);
