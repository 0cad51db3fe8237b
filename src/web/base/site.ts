/** Where the pages are: all addresses of ours are made here. */
export interface Site {
  /** `https://papers.example.org`, without a slash at the end. */
  readonly url: string;
  /** A path inside the site as a link on a page. */
  link(path: string): string;
  /** The same as a whole address, for feeds and mails. */
  toAbsolute(path: string): string;
}

export function createSite(webUrl: string): Site {
  const { url, prefix } = readUrl(webUrl);
  return { url, link: (path) => `${prefix}${path}`, toAbsolute: (path) => `${url}${path}` };
}

/** A copy of the pages as files: a page is the `index.html` of a folder of its own, which every static server shows. */
export function createStaticSite(webUrl: string): Site {
  const { url, prefix } = readUrl(webUrl);
  return {
    url,
    link: (path) => `${prefix}${asFolder(path)}`,
    toAbsolute: (path) => `${url}${asFolder(path)}`,
  };
}

/** Behind a proxy, and on GitHub Pages, the pages are under a path. */
function readUrl(webUrl: string): { url: string; prefix: string } {
  const url = webUrl.endsWith('/') ? webUrl.slice(0, -1) : webUrl;
  const under = new URL(url).pathname;
  return { url, prefix: under === '/' ? '' : under };
}

/** What is no page. A paper's page is one whatever its id ends with. */
const FILE_ENDINGS = ['.xml', '.json', '.css', '.txt'] as const;

function asFolder(path: string): string {
  const isFile = !path.startsWith('/paper/') && FILE_ENDINGS.some((ending) => path.endsWith(ending));
  return isFile || path.endsWith('/') ? path : `${path}/`;
}

/** The path of a paper's page; an old id has a slash, which stays. */
export function toPaperPath(id: string): string {
  const encoded = id.includes('/') ? id.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(id);
  return `/paper/${encoded}`;
}

/** A week, which may have several pages. */
export function toWeekPath(week: string, part = 1): string {
  return part === 1 ? `/week/${week}` : `/week/${week}/${part}`;
}

/** The form that asks for mails; of a channel that anybody may read, with it chosen. */
export function toSignUpPath(channel?: string): string {
  return channel === undefined ? '/sign-up' : `/sign-up?${new URLSearchParams({ channel })}`;
}

/** The list of channels that have a public page. */
export const CHANNELS_PATH = '/channel';

/** So many public channels are listed, exported and in the sitemap: no bot here has been tried with more. */
export const MAX_PUBLIC_CHANNELS = 10_000;

/** The path of a channel's public page. */
export function toChannelPath(name: string): string {
  return `${CHANNELS_PATH}/${name}`;
}
