import {
  type ChannelId,
  type PersonId,
  type PlatformName,
  parsePlatform,
  splitId,
} from '../../core/base/ids.ts';
import { type Languages, ONLY_ENGLISH } from '../../core/base/languages.ts';
import type { Log } from '../../core/base/log.ts';
import type { Text } from '../../core/base/text.ts';
import { channelSpan, commandSpan, joinSentences } from '../../core/base/text.ts';
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
  /** Missing: everybody reads English. */
  readonly languages?: Languages | undefined;
}

/** How many slots are searched for the last one that was posted or failed. */
const LOOKED_BACK = 20;

/** Notifies the owner of a channel privately about a digest that was not posted. Never throws. */
export async function notifyOwner(
  deps: NotifyOwnerDeps,
  delivery: Delivery,
  outcome: Outcome,
): Promise<void> {
  const { store, platforms, log, languages = ONLY_ENGLISH } = deps;
  const { channel } = delivery;
  // It is no digest of the channel's.
  if (delivery.kind === 'alert') return;
  try {
    if (!outcome.pause && outcome.state !== 'failed' && outcome.state !== 'unknown') return;
    const { owner, language } = (await store.subscriptions.find(channel)) ?? {};
    const platform = platforms.get(parsePlatform(channel));
    const directMessages = platform?.directMessages;
    if (!owner || !platform || !directMessages) return;
    if (!outcome.pause && (await hasFailedBefore(store, delivery))) return;
    if (!(await maySee(deps, platform, channel, owner))) return;
    await languages.speak(language, () =>
      directMessages.notify(owner, wordNotice(channel, outcome, platforms)),
    );
  } catch (err) {
    log.warn({ channel, err }, 'the owner of a channel could not be notified');
  }
}

function wordNotice(channel: ChannelId, outcome: Outcome, platforms: NotifyOwnerDeps['platforms']): Notice {
  const worded = outcome.reason && wordReason(outcome.reason, platforms);
  return outcome.pause
    ? composePausedNotice(channel, outcome, worded)
    : composeFailedNotice(channel, outcome, worded);
}

/**
 * A person who has left a channel gets no more notices about it. Where the platform does not say (the bot may be removed), the
 * owner is notified anyway: the notice has only the platform's own reason, and nothing of what people wrote.
 */
async function maySee(
  { log }: NotifyOwnerDeps,
  { channels }: Platform,
  channel: ChannelId,
  owner: PersonId,
): Promise<boolean> {
  if (!channels) return true;
  try {
    const { id, tenant } = splitId(channel);
    const sees = await channels.canSee(id, owner, tenant);
    if (!sees) log.info({ channel, owner }, 'the owner has left the channel and is not notified');
    return sees;
  } catch (err) {
    log.info({ channel, err }, 'the platform does not say whether the owner still sees the channel');
    return true;
  }
}

function composePausedNotice(
  channel: ChannelId,
  { isGone }: Outcome,
  { what, fix }: Partial<WordedReason> = {},
): Notice {
  return {
    kind: 'notice',
    tone: 'warning',
    title: texts.pausedTitle(),
    text: joinSentences(texts.paused({ channel: channelSpan(channel) }), what),
    ...(fix ? { fix } : {}),
    // Nobody can type a command in a channel that is gone.
    ...(isGone || isNamed(fix, 'resume') ? {} : { example: commandSpan('resume') }),
  };
}

function composeFailedNotice(
  channel: ChannelId,
  { state }: Outcome,
  { what, fix }: Partial<WordedReason> = {},
): Notice {
  const where = { channel: channelSpan(channel) };
  const [title, text] =
    state === 'failed'
      ? [texts.failedTitle(), texts.failed(where)]
      : [texts.unknownTitle(), texts.unknown(where)];
  return { kind: 'notice', tone: 'warning', title, text: joinSentences(text, what), ...(fix ? { fix } : {}) };
}

/** A failure that repeats every day is reported the first time. */
async function hasFailedBefore(store: Store, { channel, slot, kind }: Delivery): Promise<boolean> {
  const earlier = (await store.deliveries.listRecent(channel, LOOKED_BACK, kind)).find(
    (one) => one.slot < slot && ['sent', 'failed', 'unknown'].includes(one.state),
  );
  return earlier !== undefined && earlier.state !== 'sent';
}

function isNamed(text: Text | undefined, line: string): boolean {
  if (text === undefined || typeof text === 'string') return false;
  return text.some(({ command }) => command && 'line' in command && command.line === line);
}
