import { toUtcDay } from '../core/base/calendar.ts';
import { InputError, PaperboyError } from '../core/base/errors.ts';
import { createPages } from './app.ts';
import type { WebDeps } from './base/deps.ts';
import { createStaticSite, type Site } from './base/site.ts';
import { withDaysOnly, withPapersOnly } from './export/days-only.ts';
import { listPages } from './export/list-pages.ts';
import { isInside, SiteFolder } from './export/site-folder.ts';
import { problems } from './texts/export.ts';

export interface SiteExport {
  /** The folder that the pages are written to. */
  readonly out: string;
  /** Where they will be. */
  readonly url: string;
  /** How many of the newest days that have papers. */
  readonly days: number;
  readonly signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

export interface ExportedSite {
  readonly pages: number;
  readonly written: number;
  readonly removed: number;
}

/** GitHub Pages, and most servers of files, show it for what is not there. */
const NOT_FOUND = '404.html';

/** Writes the pages and feeds as files, as they are served; the same again writes only what has changed. */
export async function exportSite(
  deps: Omit<WebDeps, 'site' | 'mail' | 'isStatic'>,
  { out, url, days, signal, onProgress }: SiteExport,
): Promise<ExportedSite> {
  const site = openStaticSite(url);
  const editions = await deps.store.editions.listLatest(days, toUtcDay(deps.clock.now()));
  const [newest, oldest] = [editions[0], editions.at(-1)];
  if (!newest || !oldest) throw new PaperboyError(problems.siteEmpty());
  const store = withDaysOnly(deps.store, { from: oldest.day, to: newest.day });
  const { paths, papers } = await listPages(store, editions);
  const search = withPapersOnly(deps.search, papers);
  const pages = createPages({ ...deps, store, search, site, isStatic: true });
  const files = new Map(paths.map((path) => [toFile(site, path), path]));
  const folder = await SiteFolder.open(out);
  await folder.begin([...files.keys(), NOT_FOUND]);
  let count = 0;
  let written = 0;
  for (const [i, [file, path]] of [...files, [NOT_FOUND, `/${NOT_FOUND}`] as const].entries()) {
    signal.throwIfAborted();
    const answer = await pages.request(path);
    // A channel that has stopped being public meanwhile: its old pages are deleted at the end.
    if (answer.status === 404 && file !== NOT_FOUND) continue;
    if (answer.status !== (file === NOT_FOUND ? 404 : 200))
      throw new Error(`${path} was answered with ${answer.status}`);
    count += 1;
    if (await folder.write(file, Buffer.from(await answer.arrayBuffer()))) written += 1;
    onProgress(i + 1, files.size + 1);
  }
  return { pages: count, written, removed: await folder.finish() };
}

function openStaticSite(url: string): Site {
  const parsed = URL.parse(url);
  const isWeb = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
  if (!parsed || !isWeb || parsed.search || parsed.hash || parsed.username || parsed.password)
    throw new InputError(problems.siteUrlInvalid({ typed: url.slice(0, 200) }));
  return createStaticSite(url);
}

/** The file that a server of files shows for a path. */
function toFile(site: Site, path: string): string {
  const inside = site.toAbsolute(path).slice(site.url.length + 1);
  const file = decodeURIComponent(inside.endsWith('/') || inside === '' ? `${inside}index.html` : inside);
  if (!isInside(file)) throw new Error(`${path} leads out of the folder`);
  return file;
}
