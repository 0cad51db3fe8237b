import type { ChannelId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { PaperId } from '../paper/paper.ts';
import type { VoteValue } from '../vote/vote.ts';
import type { MailboxStore } from './mailbox-store.ts';

/** What a signed link lets its reader do; a link for one purpose is not valid for another. */
export type LinkPurpose = 'confirm' | 'unsubscribe' | 'change' | 'vote';

/** What a signed link says. */
export interface LinkClaim {
  readonly channel: ChannelId;
  /** The paper of a vote. */
  readonly paperId?: PaperId;
}

/** Everything that needs the operator's key. */
export interface MailKeys {
  /** Encrypts an address for one channel: copied to another row it cannot be decrypted. */
  seal(channel: ChannelId, address: string): string;
  /** `undefined` where the key is a different one, or the text was changed. */
  open(channel: ChannelId, sealed: string): string | undefined;
  /** The same for the same text, and meaningless without the key. */
  computeChecksum(text: string): string;
  /** A token for a link; without `until` it never expires. */
  sign(purpose: LinkPurpose, claim: LinkClaim, until?: Instant): string;
  /** The content of a token; `undefined` for one that was changed, has expired or has another purpose. */
  verify(purpose: LinkPurpose, token: string, now: Instant): LinkClaim | undefined;
}

/** The addresses in a mail, for one mailbox. */
export interface MailLinks {
  toConfirmLink(channel: ChannelId): string;
  toUnsubscribeLink(channel: ChannelId): string;
  toChangeLink(channel: ChannelId): string;
  toVoteLink(channel: ChannelId, paperId: PaperId, value: VoteValue): string;
}

/** What the e-mail adapter needs of the bot. */
export interface MailAccess {
  readonly mailboxes: MailboxStore;
  readonly keys: MailKeys;
  readonly links: MailLinks;
}
