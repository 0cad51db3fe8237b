import type { Clock } from '../base/clock.ts';
import type { MailKeys, MailLinks } from './mail-access.ts';
import { CONFIRM_WITHIN_MS } from './mailbox.ts';

const DAY = 24 * 60 * 60_000;

/** Posts older than this are not edited either. */
const VOTE_WITHIN_MS = 14 * DAY;

/** A mail that was forwarded must not give access to the settings permanently. Each digest brings a new link. */
const CHANGE_WITHIN_MS = 14 * DAY;

/** Addresses on our own pages, each signed for one mailbox and one purpose. */
export function createMailLinks(webUrl: string, keys: MailKeys, clock: Clock): MailLinks {
  const base = webUrl.endsWith('/') ? webUrl.slice(0, -1) : webUrl;
  const addToNow = (ms: number) => clock.now() + ms;
  return {
    toConfirmLink: (channel) =>
      `${base}/mail/confirm/${keys.sign('confirm', { channel }, addToNow(CONFIRM_WITHIN_MS))}`,
    // Unsubscribing must work from the oldest mail that somebody has.
    toUnsubscribeLink: (channel) => `${base}/mail/unsubscribe/${keys.sign('unsubscribe', { channel })}`,
    toChangeLink: (channel) =>
      `${base}/mail/change/${keys.sign('change', { channel }, addToNow(CHANGE_WITHIN_MS))}`,
    toVoteLink: (channel, paperId, value) =>
      `${base}/mail/vote/${keys.sign('vote', { channel, paperId }, addToNow(VOTE_WITHIN_MS))}/${value > 0 ? 'up' : 'down'}`,
  };
}
