import type { Context } from 'hono';
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
