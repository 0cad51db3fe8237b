import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { InputError } from '../../core/base/errors.ts';
import type { Instant } from '../../core/base/time.ts';
import { describeFilteredWeek } from '../../core/digest/filtered-week.ts';
import { areSameTopics, toMailKind } from '../../core/mail/mail-wish.ts';
import type { MailWish } from '../../core/mail/mailbox.ts';
import type { MailChange } from '../../core/mail/sign-ups.ts';
import { describeCron, MORNING, parseDays, readCronWords } from '../../core/schedule/schedule-words.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { PageDeps } from '../base/deps.ts';
import type { WebEnv } from '../base/middleware.ts';
import { describeInputError } from '../html/input-error.ts';
import { type Html, renderNotice } from '../html/page.ts';
import { sendPage } from '../html/send-page.ts';
import { texts } from '../texts/mail.ts';
import { type MailFrame, readLink, renderUnusable } from './mail-frame.ts';
import { type FormFields, readForm } from './read-form.ts';
import { readRecaps, readTime, readTopics, renderTimeFields, type TimeFields } from './sign-up.ts';
import { findChannelName } from './which-papers.ts';

/** The topics of which the page has said how many papers match them. */
const SEEN_TOPICS = 'seen-topics';

/** Confirming, ending and changing what a mailbox gets. A GET shows a page and changes nothing: programs follow every link. */
export function addMailboxPages(app: Hono<WebEnv>, parts: MailFrame): void {
  addConfirm(app, parts);
  addUnsubscribe(app, parts);
  addChange(app, parts);
}

function addConfirm(app: Hono<WebEnv>, parts: MailFrame): void {
  const { mail, deps } = parts;
  app.get('/mail/confirm/:token', async (c) => {
    const channel = readLink(c, parts, 'confirm');
    const mailbox = channel && (await deps.store.mailboxes.find(channel));
    if (!mailbox || mailbox.state === 'stopped') return renderUnusable(c, parts, 'confirm');
    const { wish } = mailbox;
    const said = texts.confirmText({ when: describeCron(wish.cron), zone: wish.zone });
    const more = html`${await describeWish(deps.store, wish, deps.clock.now())}${press(texts.confirmButton())}`;
    return sendPage(c, parts, {
      ...renderNotice(texts.confirm(), said, more),
      isPrivate: true,
    });
  });
  app.post('/mail/confirm/:token', async (c) => {
    const channel = readLink(c, parts, 'confirm');
    const subscription = channel && (await mail.signUps.confirm(channel));
    if (!subscription) return renderUnusable(c, parts, 'confirm');
    return sendPage(c, parts, {
      ...renderNotice(
        texts.confirmed(),
        texts.confirmedText(describeTime(subscription)),
        describeTopics(subscription.topics),
      ),
      isPrivate: true,
    });
  });
}

const UNSUBSCRIBE = '/mail/unsubscribe/';

/**
 * A mail provider sends the clicks of all its users from a few addresses and does not come back after a 429. Only links of ours
 * count: whoever has one can send it as often as they like, and one look-up is what it costs.
 */
export function isOneClick(c: Context<WebEnv>, { mail, clock }: Pick<PageDeps, 'mail' | 'clock'>): boolean {
  if (!mail || c.req.method !== 'POST' || !c.req.path.startsWith(UNSUBSCRIBE)) return false;
  return mail.keys.verify('unsubscribe', c.req.path.slice(UNSUBSCRIBE.length), clock.now()) !== undefined;
}

/** By RFC 8058 one POST ends it, without a cookie, a redirect or a second press; a second one is answered the same. */
function addUnsubscribe(app: Hono<WebEnv>, parts: MailFrame): void {
  app.get(`${UNSUBSCRIBE}:token`, async (c) => {
    const channel = readLink(c, parts, 'unsubscribe');
    const mailbox = channel && (await parts.deps.store.mailboxes.find(channel));
    if (!channel || mailbox?.state === 'stopped') return renderUnusable(c, parts, 'unsubscribe');
    return sendPage(c, parts, {
      ...renderNotice(texts.end(), texts.endText(), press(texts.endButton())),
      isPrivate: true,
    });
  });
  app.post(`${UNSUBSCRIBE}:token`, async (c) => {
    const channel = readLink(c, parts, 'unsubscribe');
    if (!channel) return renderUnusable(c, parts, 'unsubscribe');
    await parts.mail.signUps.stop(channel, 'unsubscribed');
    return sendPage(c, parts, { ...renderNotice(texts.ended(), texts.endedText()), isPrivate: true });
  });
}

function addChange(app: Hono<WebEnv>, parts: MailFrame): void {
  const { signUps } = parts.mail;
  app.get('/mail/change/:token', async (c) => {
    const channel = readLink(c, parts, 'change');
    const subscription = channel && (await signUps.read(channel));
    if (!subscription) return renderUnusable(c, parts, 'change');
    return sendPage(c, parts, {
      title: texts.change(),
      body: changeForm(toFields(subscription)),
      isPrivate: true,
    });
  });
  app.post('/mail/change/:token', async (c) => {
    const channel = readLink(c, parts, 'change');
    const before = channel && (await signUps.read(channel));
    if (!channel || !before) return renderUnusable(c, parts, 'change');
    const form = await readForm(c);
    try {
      const days = parseDays(readCronWords(before.cron)?.days ?? 'daily');
      const change = { ...readTime(form, days), topics: readTopics(form), recaps: readRecaps(form) };
      const passing = await describeUnseen(parts, form, before, change);
      if (passing !== undefined) return askAgain(c, parts, form, passing);
      const changed = await signUps.change(channel, change);
      if (!changed) return renderUnusable(c, parts, 'change');
      return sendPage(c, parts, {
        ...renderNotice(
          texts.changed(),
          texts.changedText(describeTime(changed)),
          describeTopics(changed.topics),
        ),
        isPrivate: true,
      });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const again = html`<p role="alert">${describeInputError(error)}</p>${changeForm(readTyped(form))}`;
      return sendPage(c, parts, { title: texts.change(), body: again, isPrivate: true }, 400);
    }
  });
}

/** What is sent, in words, and how many of the last week's papers that were. */
async function describeWish(store: MailFrame['deps']['store'], wish: MailWish, now: Instant): Promise<Html> {
  const name = (await findChannelName(store, wish)) ?? '';
  const passing = await describeFilteredWeek(store, wish, now);
  return html`<p>${texts.whatIsSent({ what: toMailKind(wish), name })}</p>
${describeTopics(wish.topics)}${passing === undefined ? '' : html`<p>${passing}</p>`}`;
}

function describeTopics(topics: readonly string[]): Html {
  return topics.length === 0 ? html`` : html`<p>${texts.chosenTopics({ topics: topics.join(', ') })}</p>`;
}

/** How many papers pass new topics, where the person has not read that yet. */
async function describeUnseen(
  { deps }: MailFrame,
  form: FormFields,
  before: Subscription,
  { topics }: MailChange,
): Promise<string | undefined> {
  const isSeen = form.get(SEEN_TOPICS) === form.get('topics');
  if (isSeen || topics.length === 0 || areSameTopics(topics, before.topics)) return undefined;
  return describeFilteredWeek(deps.store, { ...before, topics }, deps.clock.now());
}

/** The form with what was typed. A press of its button saves it; topics that are typed now are counted first. */
function askAgain(c: Context<WebEnv>, parts: MailFrame, form: FormFields, passing: string) {
  const seen = html`<input type="hidden" name="${SEEN_TOPICS}" value="${form.get('topics')}">`;
  return sendPage(c, parts, {
    title: texts.changeAsk(),
    body: html`<p role="status">${texts.changeAskText({ passing })}</p>${changeForm(readTyped(form), seen)}`,
    isPrivate: true,
  });
}

/** A button that sends to the page's own address. */
function press(label: string): Html {
  return html`<form method="post"><button>${label}</button></form>`;
}

function describeTime({ cron, zone }: Pick<Subscription, 'cron' | 'zone'>): { when: string; zone: string } {
  return { when: describeCron(cron), zone };
}

function toFields({ cron, zone, topics, recaps }: Subscription): TimeFields {
  const [recap = ''] = Object.keys(recaps);
  return { time: readCronWords(cron)?.time ?? MORNING, zone, topics: topics.join(', '), recap };
}

/** What was typed, to be corrected. */
function readTyped(form: FormFields): TimeFields {
  return {
    ...{ time: form.get('time'), zone: form.get('zone') },
    ...{ topics: form.get('topics'), recap: form.get('recap') },
  };
}

function changeForm(fields: TimeFields, more: Html = html``): Html {
  return html`<form class="stack" method="post">${renderTimeFields(fields)}${more}<button>${texts.changeButton()}</button></form>`;
}
