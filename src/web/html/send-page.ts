import type { Context } from 'hono';
import { type Page, type PageFrame, renderWholePage } from './page.ts';

type Status = 200 | 400 | 404 | 410 | 413 | 429 | 500;

function chooseCaching({ isPrivate, isIncomplete }: Page): string {
  if (isPrivate) return 'no-store';
  return isIncomplete ? 'no-cache' : 'public, max-age=60';
}

/** Sends a page. One that is somebody's own is stored nowhere on its way. */
export async function sendPage(
  c: Context,
  frame: PageFrame,
  page: Page,
  status: Status = 200,
): Promise<Response> {
  c.header('cache-control', chooseCaching(page));
  const text = await renderWholePage(frame, page);
  // As bytes: a text would first be looked through for halves of characters, and nothing with one gets here.
  return c.body(Buffer.from(text), status, { 'content-type': 'text/html; charset=UTF-8' });
}
