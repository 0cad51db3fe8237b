import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openMailServer } from '../../loopback/mail-server.ts';
import { until } from '../support/builders.ts';
import { aFreePort } from '../support/free-port.ts';
import { readElements } from '../web/page-tree.ts';
import { aCity, discordPosts } from './city.ts';

/** What a copy as files leaves out of a page or adds to it, each with why. Nothing else may differ. */
const DIFFERENCES: ReadonlyArray<readonly [why: string, change: (text: string, path: string) => string]> = [
  // No file answers a form.
  ['no search', (text) => text.replace(/<form role="search"[\s\S]*?<\/form>/, '')],
  ['no sign-up', (text) => text.replace(/ · <a href="\/sign-up">By e-mail<\/a>/, '')],
  [
    'no sign-up for a channel',
    (text) => text.replace(/<p class="row"><a href="\/sign-up\?channel=[^"]+">[^<]*<\/a><\/p>/, ''),
  ],
  [
    'it says so',
    (text) =>
      text.replace(
        '\n</footer>',
        '<p class="soft">This is a copy of the pages: searching and signing up by e-mail need the bot itself.</p>\n</footer>',
      ),
  ],
  // They would be three more files for each paper.
  [
    'no feeds of one paper',
    (text) => text.replaceAll(/"\/paper\/[^"]*\/(feed\.xml|atom\.xml|feed\.json)"/g, '"/$1"'),
  ],
  // Servers of files show a folder by its index.html.
  ['each page is a folder', toFolders],
];

/** Puts a slash after each address of a page inside the site. */
function toFolders(text: string): string {
  return text.replaceAll(
    /(href="|http:\/\/127\.0\.0\.1:\d+)(\/[^"<\s]*)/g,
    (_all, before: string, path: string) => {
      const isFile = /\.(?:xml|json|css|txt)$/.test(path) || path.endsWith('/') || path.includes('?');
      return `${before}${path}${isFile ? '' : '/'}`;
    },
  );
}

function toCopy(text: string, path: string): string {
  return DIFFERENCES.reduce((changed, [, change]) => change(changed, path), text);
}

/** Every address inside the site that a page or a sitemap leads to. */
function listPaths(text: string, url: string): string[] {
  // A feed in JSON has HTML inside its strings.
  if (!text.startsWith('<')) return [];
  const links = readElements(text).map(({ attribs }) => attribs.href);
  const locations = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, location]) => location);
  return [...links, ...locations].flatMap((link) => {
    const to = link === undefined ? null : URL.parse(link, url);
    return to?.origin === url ? [to.pathname + to.search] : [];
  });
}

/** Everything that can be reached from the newest day, as it is served, by its path. */
async function readAll(url: string): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  const waiting = ['/', '/robots.txt', '/sitemap.xml', '/404.html'];
  let asked = 0;
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (pages.has(path)) continue;
    let text = '';
    await until(
      async () => {
        // Nobody may ask for hundreds of pages at once.
        const headers = { 'x-forwarded-for': `10.0.0.${++asked >> 6}` };
        const response = await fetch(url + path, { headers });
        text = await response.text();
        if (response.status === 429) throw new Error(`asked for too many pages: ${path}`);
        return !text.includes('Similar papers are being searched for.');
      },
      `similar papers are known: ${path}`,
      60_000,
    );
    pages.set(path, text);
    waiting.push(...listPaths(text, url));
  }
  return pages;
}

/** Each file of a folder, by the path at which a server of files shows it. */
function readFiles(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = relative(folder, join(parentPath, name)).replace(/(^|\/)index\.html$/, '$1');
      return [`/${path}`, readFileSync(join(parentPath, name), 'utf8')];
    }),
  );
}

it('the pages as files are those that the bot serves, byte for byte but for what a copy cannot do', async () => {
  const [port, mail] = await Promise.all([aFreePort(), openMailServer()]);
  onTestFinished(() => mail.close());
  const url = `http://127.0.0.1:${port}`;
  const city = await aCity({
    ...{ WEB_URL: url, WEB_PORT: String(port), SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' },
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'Paperboy <papers@example.org>', MAIL_KEY: 'k'.repeat(40) },
  });
  onTestFinished(() => city.close());
  const { general } = city.discord;
  const subscribed = await city.start(
    '2026-04-30T08:30:00Z',
    ...['subscribe', `discord:${general.id}`, '--at', '09:00', '--days', 'daily', '--count', '2'],
    ...['--layout', 'compact', '--public', 'ml-papers'],
  ).done;
  expect(subscribed.code, subscribed.stderr).toBe(0);
  const bot = city.start('2026-04-30T09:00:10Z', 'start');
  await until(() => discordPosts(city, general).length > 0, `it posts:\n${bot.text()}`, 60_000);
  await until(() => bot.text().includes('"state":"sent"'), `it is recorded:\n${bot.text()}`, 30_000);
  const served = await readAll(url);
  bot.process.kill('SIGTERM');
  expect((await bot.done).code).toBe(0);

  const out = mkdtempSync(join(tmpdir(), 'paperboy-copy-'));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  const exported = await city.start('2026-04-30T09:05:00Z', 'site', '--out', out, '--days', '1000').done;
  expect(exported.code, exported.stderr).toBe(0);
  const files = readFiles(out);
  for (const own of ['/.nojekyll', '/.paperboy-files.json']) expect(files.delete(own)).toBe(true);

  // Whatever is served is a file as well, but for what needs an answer, and the feeds of single papers.
  const isLeftOut = (path: string) => /^\/(?:search|sign-up)\b|^\/paper\/.*\/(?:feed|atom)\.\w+$/.test(path);
  const copied = [...served].filter(([path]) => !isLeftOut(path) && !path.includes('?'));
  const expected = new Map(
    copied.map(([path, text]) => [toFolders(`href="${path}`).slice('href="'.length), toCopy(text, path)]),
  );
  expected.delete('/404.html/');
  expected.set('/404.html', toCopy(served.get('/404.html') ?? '', '/404.html'));
  expect([...files.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
  expect(files.size).toBeGreaterThan(20);
  for (const [path, text] of files) expect(text, path).toBe(expected.get(path));

  // Each difference is one that is there: what no page shows is no reason any more.
  const unused = DIFFERENCES.filter(([, change]) =>
    [...served].every(([path, text]) => change(text, path) === text),
  );
  expect(unused.map(([why]) => why)).toEqual([]);
}, 240_000);
