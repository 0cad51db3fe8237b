import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { InputError } from '../core/base/errors.ts';
import { toOneLine } from '../core/message/safe-text.ts';
import { Cards } from './base/cards.ts';
import type { PageDeps, WebDeps } from './base/deps.ts';
import { limitAskers, secureHeaders, type WebEnv } from './base/middleware.ts';
import { cachePages } from './base/page-cache.ts';
import { MAX_QUERY_LENGTH, readQuery } from './base/read-query.ts';
import { SearchedSimilarPapers } from './base/similar-papers.ts';
import { addChannelPages } from './channels/channel-pages.ts';
import { addFeeds } from './feeds/feed-routes.ts';
import { describeInputError } from './html/input-error.ts';
import { type PageFrame, renderNotice } from './html/page.ts';
import { sendPage } from './html/send-page.ts';
import { readStyle } from './html/style.ts';
import { addMailboxPages, isOneClick } from './mail/mailbox-pages.ts';
import { addSignUp } from './mail/sign-up.ts';
import { addVotePages } from './mail/vote-pages.ts';
import { addDayPages } from './papers/day-pages.ts';
import { addPaperPages } from './papers/paper-pages.ts';
import { addSearchPages } from './papers/search-pages.ts';
import { addWeekPages } from './papers/week-pages.ts';
import { texts } from './texts/pages.ts';

/** No form of ours has more. */
const MAX_BODY_BYTES = 16 * 1024;

/** All pages, as one function from a request to an answer. */
export function createPages(given: WebDeps): Hono<WebEnv> {
  const deps: PageDeps = {
    ...given,
    cards: new Cards(given),
    similar: given.similar ?? new SearchedSimilarPapers(given),
  };
  const { site, log, mail } = deps;
  const { isStatic = false } = deps;
  const frame = { site, hasMail: mail !== undefined, isStatic };
  const app = new Hono<WebEnv>({ strict: false });
  app.use(secureHeaders());
  // A copy is made page after page, by nobody who could ask too much.
  if (!isStatic) limitRequests(app, frame, deps);
  const style = readStyle();
  app.get('/style.css', (c) => {
    c.header('cache-control', 'public, max-age=3600');
    return c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' });
  });
  if (mail) {
    addSignUp(app, { ...frame, mail, deps });
    addMailboxPages(app, { ...frame, mail, deps });
    addVotePages(app, { ...frame, mail, deps });
  }
  addFeeds(app, deps);
  addChannelPages(app, frame, deps);
  addPaperPages(app, frame, deps);
  addSearchPages(app, frame, deps);
  addWeekPages(app, frame, deps);
  // Last: a day is where any other page might.
  addDayPages(app, frame, deps);
  app.notFound((c) =>
    sendPage(c, frame, { ...renderNotice(texts.notFound(), texts.notFoundText()), isPrivate: true }, 404),
  );
  app.onError((err, c) => {
    if (err instanceof InputError) return refuseInput(c, frame, err);
    // The path may be a link that only one reader has: it is not logged.
    if (c.req.raw.signal.aborted) log.debug({ err }, 'a visitor was gone before the answer');
    else log.error({ err }, 'a page could not be made');
    return sendPage(
      c,
      frame,
      { ...renderNotice(texts.wentWrong(), texts.wentWrongText()), isPrivate: true },
      500,
    );
  });
  return app;
}

/** What visitors from outside may cost. */
function limitRequests(app: Hono<WebEnv>, frame: PageFrame, deps: WebDeps): void {
  app.use(
    limitAskers(
      deps.wallClock,
      (c, seconds) =>
        sendPage(
          c,
          frame,
          { ...renderNotice(texts.tooFast(), texts.tooFastText({ seconds })), isPrivate: true },
          429,
        ),
      (c) => isOneClick(c, deps),
    ),
  );
  app.use(compress());
  app.use(etag());
  app.use(cachePages(deps));
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) => sendPage(c, frame, { ...renderNotice(texts.tooLarge(), ''), isPrivate: true }, 413),
    }),
  );
}

/** What was typed cannot be used, such as a search for `votes:x`: it stays in the field, to be corrected. */
function refuseInput(c: Context, frame: PageFrame, error: InputError): Response | Promise<Response> {
  const query = toOneLine(readQuery(c, 'q'), MAX_QUERY_LENGTH);
  const page = {
    ...renderNotice(texts.checkInput(), describeInputError(error)),
    query,
    isPrivate: true as const,
  };
  return sendPage(c, frame, page, 400);
}
