import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ChannelId } from '../../core/base/ids.ts';
import type { LinkPurpose } from '../../core/mail/mail-access.ts';
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

/** The mailbox that a link is for; nothing where the link is not good for this. */
export function readLink(
  c: Context<WebEnv>,
  { mail, deps }: MailFrame,
  purpose: LinkPurpose,
): ChannelId | undefined {
  return mail.keys.verify(purpose, c.req.param('token') ?? '', deps.clock.now())?.channel;
}

/** For a link that leads to nothing, or is in a mail to somebody who has unsubscribed since. */
export async function renderUnusable(
  c: Context<WebEnv>,
  frame: MailFrame,
  purpose: LinkPurpose,
): Promise<Response> {
  const channel = readLink(c, frame, purpose);
  const mailbox = channel && (await frame.deps.store.mailboxes.find(channel));
  const again = html`<p><a href="${frame.site.link('/sign-up')}">${texts.signUpAgain()}</a></p>`;
  const notice =
    mailbox?.state === 'stopped'
      ? renderNotice(texts.alreadyEnded(), texts.alreadyEndedText(), again)
      : renderNotice(texts.linkInvalid(), texts.linkInvalidText());
  return sendPage(c, frame, { ...notice, isPrivate: true }, 410);
}
