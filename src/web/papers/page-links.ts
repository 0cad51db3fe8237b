import { html } from 'hono/html';
import type { Html } from '../html/page.ts';
import { texts } from '../texts/papers.ts';

export interface PagesAround {
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
}

/** Links to the pages of a list before and after this one; nothing where it is the only one. */
export function renderPageLinks({ previous, next }: PagesAround): Html {
  if (previous === undefined && next === undefined) return html``;
  return html`<nav class="row" aria-label="${texts.pages()}">${previous === undefined ? '' : html`<a rel="prev" href="${previous}">${texts.previous()}</a> `}${next === undefined ? '' : html`<a rel="next" href="${next}">${texts.next()}</a>`}</nav>`;
}
