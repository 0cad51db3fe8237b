import type { Context } from 'hono';
import type { Site } from '../base/site.ts';
import { type Page, wholePage } from './page.ts';

type Status = 200 | 400 | 404 | 410 | 413 | 429 | 500;

/** What a page is sent with. */
export interface PageFrame {
  readonly site: Site;
  readonly hasMail: boolean;
}

/** Sends a page. One that is somebody's own is stored nowhere on its way. */
export function sendPage(
  c: Context,
  { site, hasMail }: PageFrame,
  page: Omit<Page, 'hasMail'>,
  status: Status = 200,
): Response | Promise<Response> {
  c.header('cache-control', page.isPrivate ? 'no-store' : 'public, max-age=60');
  return c.html(wholePage(site, { ...page, hasMail }), status);
}
