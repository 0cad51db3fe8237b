import { html } from 'hono/html';
import { InputError } from '../../core/base/errors.ts';
import type { MailSubject } from '../../core/mail/mail-wish.ts';
import type { MailWish } from '../../core/mail/mailbox.ts';
import { problems } from '../../core/mail/texts.ts';
import { describeCron } from '../../core/schedule/schedule-words.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import type { Html } from '../html/page.ts';
import { texts } from '../texts/mail.ts';

/** So many channels can be chosen in the form; the page of each one leads to the form with it chosen. */
const MAX_CHANNELS = 50;

type ChannelStore = Pick<Store, 'publicChannels' | 'subscriptions'>;

/** The field in which the whole list or a channel that anybody may read is chosen, and what is said beside it. */
export async function renderWhichField(store: ChannelStore, chosen: string): Promise<Html> {
  const channel = await findChannel(store, chosen);
  const listed = (await store.publicChannels.list(MAX_CHANNELS)).map(({ name }) => name);
  const names = channel && !listed.includes(chosen) ? [chosen, ...listed] : listed;
  const follows = html`<p class="soft">${texts.ofFollows()}</p>`;
  if (names.length === 0) return follows;
  const when = channel && { when: describeCron(channel.cron), zone: channel.zone };
  return html`${follows}
<label for="channel">${texts.which()}</label>
<select id="channel" name="channel"><option value="">${texts.wholeList()}</option>${names.map(
    (name) =>
      html`<option value="${name}"${name === chosen ? ' selected' : ''}>${texts.ofChannel({ name })}</option>`,
  )}</select>
${when ? html`<p class="soft">${texts.channelPosts(when)}</p>` : ''}`;
}

/** What was chosen; throws an `InputError` for a channel that nobody may read, or not any more. */
export async function readSubject(store: ChannelStore, name: string): Promise<MailSubject> {
  if (name === '') return { kind: 'day' };
  const channel = await findChannel(store, name);
  if (!channel) throw new InputError(problems.channelNotPublic({ name: name.slice(0, 40) }));
  return { kind: 'public', channel };
}

/** The name of the channel whose posts are wanted; nothing where it has no public page. */
export async function findChannelName(
  { subscriptions }: ChannelStore,
  { postedIn }: MailWish,
): Promise<string | undefined> {
  return postedIn === undefined ? undefined : (await subscriptions.find(postedIn))?.publicName;
}

async function findChannel(
  { publicChannels, subscriptions }: ChannelStore,
  name: string,
): Promise<Subscription | undefined> {
  const found = name === '' ? undefined : await publicChannels.find(name);
  return found && subscriptions.find(found.channel);
}
