import {
  type ChannelId,
  type PersonId,
  type PlatformName,
  platformOf,
  splitId,
} from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type { Text } from '../../core/base/text.ts';
import { channelSpan, commandSpan, sentences } from '../../core/base/text.ts';
import type { Delivery } from '../../core/delivery/delivery.ts';
import type { Notice } from '../../core/message/message.ts';
import type { Platform } from '../../core/platform/platform.ts';
import { type WordedReason, wordReason } from '../../core/reason/word-reason.ts';
import type { Store } from '../../core/store/store.ts';
import type { Outcome } from './delivery-outcome.ts';
import { texts } from './notify-owner-texts.ts';

export interface NotifyOwnerDeps {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly log: Log;
}

/** Among so many slots the last one is looked for that was posted or failed. */
const LOOKED_BACK = 20;

/** Tells the owner of a channel privately what became of a digest that did not get through. Never throws. */
export async function notifyOwner(
  deps: NotifyOwnerDeps,
  delivery: Delivery,
  outcome: Outcome,
): Promise<void> {
  const { store, platforms, log } = deps;
  const { channel } = delivery;
  try {
    const worded = outcome.reason && wordReason(outcome.reason, platforms);
    const notice = outcome.pause
      ? pausedNotice(channel, outcome, worded)
      : failedNotice(channel, outcome, worded);
    const owner = notice && (await store.subscriptions.get(channel))?.owner;
    const platform = platforms.get(platformOf(channel));
    if (!notice || !owner || !platform?.directMessages) return;
    if (!outcome.pause && (await failedBefore(store, delivery))) return;
    if (!(await maySee(deps, platform, channel, owner))) return;
    await platform.directMessages.notify(owner, notice);
  } catch (err) {
    log.warn({ channel, err }, 'the owner of a channel could not be notified');
  }
}

/**
 * Whoever has left a channel hears no more of it. Where the platform does not tell (the bot itself was removed, perhaps), the
 * owner is notified all the same: what is said is the platform's own reason, and nothing of what people wrote.
 */
async function maySee(
  { log }: NotifyOwnerDeps,
  platform: Platform,
  channel: ChannelId,
  owner: PersonId,
): Promise<boolean> {
  const { channels } = platform;
  if (!channels) return true;
  try {
    const sees = await channels.canSee(splitId(channel).id, owner);
    if (!sees) log.info({ channel, owner }, 'the owner of a channel has left it, and is not notified');
    return sees;
  } catch (err) {
    log.info({ channel, err }, 'the platform does not tell whether the owner of a channel still sees it');
    return true;
  }
}

function pausedNotice(
  channel: ChannelId,
  { isGone }: Outcome,
  { what, fix }: Partial<WordedReason> = {},
): Notice {
  return {
    kind: 'notice',
    tone: 'warning',
    title: texts.pausedTitle(),
    text: sentences(texts.paused({ channel: channelSpan(channel) }), what),
    ...(fix ? { fix } : {}),
    // Nobody can type a command in a channel that is gone.
    ...(isGone || names(fix, 'resume') ? {} : { example: commandSpan('resume') }),
  };
}

function failedNotice(
  channel: ChannelId,
  { state }: Outcome,
  { what, fix }: Partial<WordedReason> = {},
): Notice | undefined {
  if (state !== 'failed' && state !== 'unknown') return undefined;
  const where = { channel: channelSpan(channel) };
  const [title, text] =
    state === 'failed'
      ? [texts.failedTitle(), texts.failed(where)]
      : [texts.unknownTitle(), texts.unknown(where)];
  return { kind: 'notice', tone: 'warning', title, text: sentences(text, what), ...(fix ? { fix } : {}) };
}

/** What fails day after day is reported the first time. */
async function failedBefore(store: Store, { channel, slot }: Delivery): Promise<boolean> {
  const earlier = (await store.deliveries.recent(channel, LOOKED_BACK)).find(
    (one) => one.slot < slot && ['sent', 'failed', 'unknown'].includes(one.state),
  );
  return earlier !== undefined && earlier.state !== 'sent';
}

function names(text: Text | undefined, line: string): boolean {
  if (text === undefined || typeof text === 'string') return false;
  return text.some(({ command }) => command && 'line' in command && command.line === line);
}
