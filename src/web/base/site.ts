/** Where the pages are: all addresses of ours are made here. */
export interface Site {
  /** `https://papers.example.org`, without a slash at the end. */
  readonly url: string;
  /** A path inside the site as a link on a page. */
  path(path: string): string;
  /** The same as a whole address, for feeds and mails. */
  absolute(path: string): string;
}

export function createSite(webUrl: string): Site {
  const url = webUrl.endsWith('/') ? webUrl.slice(0, -1) : webUrl;
  // Behind a proxy the pages may be under a path.
  const under = new URL(url).pathname;
  const prefix = under === '/' ? '' : under;
  return { url, path: (path) => `${prefix}${path}`, absolute: (path) => `${url}${path}` };
}

/** The path of a paper's page; an old id has a slash, which stays. */
export function paperPath(id: string): string {
  return `/paper/${id.split('/').map(encodeURIComponent).join('/')}`;
}
