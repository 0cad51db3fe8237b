import { html } from 'hono/html';
import { FEED_FILES, type FeedAddress, NEWEST, toFeedPath } from '../base/feed-files.ts';
import { MAX_QUERY_LENGTH } from '../base/read-query.ts';
import type { Site } from '../base/site.ts';
import { texts } from '../texts/pages.ts';

/** HTML in which everything from outside is escaped: `html` of Hono makes it. */
export type Html = ReturnType<typeof html>;

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** For search engines and for who shares the page. */
  readonly description?: string;
  /** The page's own path, where it has a permanent one. */
  readonly path?: string;
  /** What is in the search field. */
  readonly query?: string;
  /** Pages that are one person's own. */
  readonly isPrivate?: true;
  /** In a few seconds there is more on it. */
  readonly isIncomplete?: true;
  /** The feeds of this page; those of the newest papers where it has none. */
  readonly feed?: FeedAddress;
}

/** What every page has around it. */
export interface PageFrame {
  readonly site: Site;
  readonly hasMail: boolean;
  /** A copy as files, in which nothing answers: it has no forms. */
  readonly isStatic: boolean;
}

/** A whole page: nothing on it needs a script, and no style is in it. */
export function renderWholePage(frame: PageFrame, page: Page): Html {
  const { site, hasMail, isStatic } = frame;
  const { title, body } = page;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${texts.siteName()}</title>
<link rel="stylesheet" href="${site.link('/style.css')}">
${renderHeadLinks(site, page)}
</head>
<body>
<a class="skip" href="#main">${texts.skip()}</a>
<header>
<a class="name" href="${site.link('/')}">${texts.siteName()}</a>
${isStatic ? '' : searchForm(site, page)}
</header>
<main id="main">
<h1>${title}</h1>
${body}
</main>
<footer>
<p><a href="${site.link('/')}">${texts.newest()}</a>${hasMail ? html` · <a href="${site.link('/sign-up')}">${texts.byMail()}</a>` : ''} ${renderFeedLinks(site, page)}</p>
${isStatic ? html`<p class="soft">${texts.staticCopy()}</p>` : ''}
</footer>
</body>
</html>
`;
}

function searchForm(site: Site, { query = '' }: Page): Html {
  return html`<form role="search" action="${site.link('/search')}">
<label for="q">${texts.searchLabel()}</label>
<input id="q" name="q" type="search" maxlength="${MAX_QUERY_LENGTH}" value="${query}">
<button>${texts.search()}</button>
</form>`;
}

function renderHeadLinks(site: Site, { title, description, path, isPrivate, feed = NEWEST }: Page): Html {
  if (isPrivate) return html`<meta name="robots" content="noindex">`;
  const about = description ?? texts.tagline();
  return html`<meta name="description" content="${about}">
<meta property="og:site_name" content="${texts.siteName()}">
<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${about}">
${path === undefined ? '' : html`<meta property="og:url" content="${site.toAbsolute(path)}">\n<link rel="canonical" href="${site.toAbsolute(path)}">`}
${FEED_FILES.map((file) => html`<link rel="alternate" type="${file.type}" title="${file.name}" href="${site.link(toFeedPath(feed, file))}">\n`)}`;
}

function renderFeedLinks(site: Site, { isPrivate, feed = NEWEST }: Page): Html {
  if (isPrivate) return html``;
  return html`${FEED_FILES.map((file) => html` · <a href="${site.link(toFeedPath(feed, file))}">${file.name}</a>`)}`;
}

/** A page that says one thing. */
export function renderNotice(
  title: string,
  text: string,
  more: Html = html``,
): { title: string; body: Html } {
  return { title, body: html`<p>${text}</p>${more}` };
}
