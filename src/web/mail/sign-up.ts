import type { Hono } from 'hono';
import { html } from 'hono/html';
import { InputError } from '../../core/base/errors.ts';
import { parseZone } from '../../core/base/time-zone.ts';
import { describeFilteredWeek } from '../../core/digest/filtered-week.ts';
import { toMailWish, toRecaps } from '../../core/mail/mail-wish.ts';
import type { MailWish } from '../../core/mail/mailbox.ts';
import { parseTerms } from '../../core/matching/terms.ts';
import type { Recaps } from '../../core/schedule/recap.ts';
import { EVERY_DAY, MONDAY, MORNING, parseTime, toCron } from '../../core/schedule/schedule-words.ts';
import type { Store } from '../../core/store/store.ts';
import type { WebEnv } from '../base/middleware.ts';
import { readQuery } from '../base/read-query.ts';
import { describeInputError } from '../html/input-error.ts';
import { type Html, renderNotice } from '../html/page.ts';
import { sendPage } from '../html/send-page.ts';
import { texts } from '../texts/mail.ts';
import type { MailFrame } from './mail-frame.ts';
import { type FormFields, readForm } from './read-form.ts';
import { readSubject, renderWhichField } from './which-papers.ts';

const DEFAULT_ZONE = 'UTC';
const MAX_TOPICS_LENGTH = 500;

/** The form that asks for mails, and what it sends. */
export function addSignUp(app: Hono<WebEnv>, frame: MailFrame): void {
  app.get('/sign-up', async (c) => {
    const body = await renderSignUpForm(frame, {
      get: (name) => (name === 'channel' ? readQuery(c, name) : ''),
    });
    return sendPage(c, frame, { title: texts.signUp(), body, path: '/sign-up' });
  });
  app.post('/sign-up', async (c) => {
    const form = await readForm(c);
    try {
      // A field that nobody sees is filled in by programs alone. They read that it worked.
      const passing = form.get('website') ? undefined : await ask(frame, form, c.get('asker'));
      const more = passing === undefined ? html`` : html`<p>${passing}</p>`;
      return sendPage(c, frame, { ...renderNotice(texts.asked(), texts.askedText(), more), isPrivate: true });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const again = html`<p role="alert">${describeInputError(error)}</p>${await renderSignUpForm(frame, form)}`;
      return sendPage(c, frame, { title: texts.notAsked(), body: again, isPrivate: true }, 400);
    }
  });
}

/** Asks for mails, and says how many of the last week's papers would be in them. */
async function ask({ mail, deps }: MailFrame, form: FormFields, asker: string): Promise<string | undefined> {
  const wish = await readWish(deps.store, form);
  // The limits come first: who has reached them has nothing counted.
  await mail.signUps.ask({ address: form.get('address'), asker, wish });
  return describeFilteredWeek(deps.store, wish, deps.clock.now());
}

async function readWish(store: Store, form: FormFields): Promise<MailWish> {
  const isWeekly = form.get('often') === 'weekly';
  const subject = await readSubject(store, form.get('channel'));
  const wish = toMailWish(subject, readTime(form, isWeekly ? MONDAY : EVERY_DAY), isWeekly);
  return { ...wish, topics: readTopics(form), recaps: readRecaps(form) };
}

/** When it comes; throws an `InputError` that says what is wrong with a field. */
export function readTime(form: FormFields, days: readonly number[]): { cron: string; zone: string } {
  const cron = toCron(parseTime(form.get('time') || MORNING), days);
  return { cron, zone: parseZone(form.get('zone') || DEFAULT_ZONE) };
}

export function readTopics(form: FormFields): string[] {
  return parseTerms(form.get('topics').slice(0, MAX_TOPICS_LENGTH));
}

export function readRecaps(form: FormFields): Recaps {
  return toRecaps(form.get('recap'), form.get('time') || MORNING);
}

/** `given`: what was typed, or is in the address: a channel’s page leads here with the channel. */
async function renderSignUpForm({ site, deps }: MailFrame, given: FormFields): Promise<Html> {
  const readValue = (name: string, otherwise: string) => given.get(name) || otherwise;
  const isWeekly = given.get('often') === 'weekly';
  return html`<p>${texts.signUpText()}</p>
<form class="stack" method="post" action="${site.link('/sign-up')}">
<label for="address">${texts.address()}</label>
<input id="address" name="address" type="email" autocomplete="email" maxlength="254" value="${readValue('address', '')}" required>
${await renderWhichField(deps.store, given.get('channel'))}
<label for="often">${texts.howOften()}</label>
<select id="often" name="often"><option value="daily">${texts.daily()}</option><option value="weekly"${isWeekly ? ' selected' : ''}>${texts.weekly()}</option></select>
${renderTimeFields({
  ...{ time: readValue('time', MORNING), zone: readValue('zone', DEFAULT_ZONE) },
  ...{ topics: readValue('topics', ''), recap: readValue('recap', '') },
})}
<div class="trap" aria-hidden="true"><label for="website">${texts.leaveEmpty()}</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<button>${texts.send()}</button>
</form>`;
}

export interface TimeFields {
  readonly time: string;
  readonly zone: string;
  readonly topics: string;
  /** A period, or anything else for none. */
  readonly recap: string;
}

/** The fields that can be changed later, too. */
export function renderTimeFields({ time, zone, topics, recap }: TimeFields): Html {
  const choices = { none: texts.noRecap(), week: texts.weekRecap(), month: texts.monthRecap() };
  return html`<label for="time">${texts.time()}</label>
<input id="time" name="time" maxlength="20" value="${time}">
<label for="zone">${texts.zone()}</label>
<input id="zone" name="zone" maxlength="60" value="${zone}">
<label for="topics">${texts.topics()}</label>
<input id="topics" name="topics" maxlength="${MAX_TOPICS_LENGTH}" value="${topics}">
<label for="recap">${texts.recap()}</label>
<select id="recap" name="recap">${Object.entries(choices).map(
    ([word, label]) => html`<option value="${word}"${word === recap ? ' selected' : ''}>${label}</option>`,
  )}</select>`;
}
