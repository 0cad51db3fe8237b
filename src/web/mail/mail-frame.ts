import type { Context } from 'hono';
import { html } from 'hono/html';
import type { MailPages, WebDeps } from '../base/deps.ts';
import type { WebEnv } from '../base/middleware.ts';
import { type PageFrame, renderNotice } from '../html/page.ts';
import { sendPage } from '../html/send-page.ts';
import { texts } from '../texts/mail.ts';

/** What the pages behind the links of a mail need. */
export interface MailFrame extends PageFrame {
  readonly mail: MailPages;
  readonly deps: Pick<WebDeps, 'clock' | 'store'>;
}

export function renderInvalidLink(c: Context<WebEnv>, frame: PageFrame): Response | Promise<Response> {
  return sendPage(
    c,
    frame,
    { ...renderNotice(texts.linkInvalid(), texts.linkInvalidText()), isPrivate: true },
    410,
  );
}

/** For a link in a mail to somebody who has unsubscribed since. */
export function renderAlreadyEnded(c: Context<WebEnv>, frame: PageFrame): Response | Promise<Response> {
  const again = html`<p><a href="${frame.site.link('/sign-up')}">${texts.signUpAgain()}</a></p>`;
  return sendPage(
    c,
    frame,
    { ...renderNotice(texts.alreadyEnded(), texts.alreadyEndedText(), again), isPrivate: true },
    410,
  );
}
