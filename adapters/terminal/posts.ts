import { randomUUID } from 'node:crypto';
import type { PersonId } from '../../src/core/base/ids.ts';
import type { SentPost } from '../../src/core/delivery/delivery.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { PaperId } from '../../src/core/paper/paper.ts';
import type { Destination } from '../../src/core/platform/destination.ts';
import { type Ballot, nameBallot } from '../../src/core/vote/vote.ts';
import { ownPrompt } from './info.ts';

export interface TerminalPost {
  readonly sent: SentPost;
  readonly key: string;
  message: Message;
  readonly reactions: Map<string, { person: PersonId; ballot: Ballot }>;
}

export type Posts = ReturnType<typeof createPosts>;

/** What has been shown on this terminal: it replaces a platform's storage, and is lost when the process ends. */
export function createPosts() {
  // Another process counts from one as well, and may read this one's posts in the store.
  const run = randomUUID().slice(0, 8);
  const posts: TerminalPost[] = [];
  const inDestination = ({ channel, thread }: Destination) =>
    posts.filter(({ sent }) => sent.channel === channel && sent.thread === thread);
  return {
    inDestination,
    add(to: Destination, message: Message, key: string): TerminalPost {
      const sent = { ...to, messageId: `${run}-${posts.length + 1}`, tenant: ownPrompt.tenant };
      const post = { sent, key, message, reactions: new Map() };
      posts.push(post);
      return post;
    },
    at: ({ messageId }: Pick<SentPost, 'messageId'>): TerminalPost | undefined =>
      posts.find(({ sent }) => sent.messageId === messageId),
    /** The newest post on which a paper can be voted on, its card before its line in an overview, and with which ballots. */
    ballotBox(paper: PaperId): { post: TerminalPost; up: Ballot; down?: Ballot } | undefined {
      const card = posts.findLast(
        ({ message }) => message.kind === 'card' && message.view.paper.id === paper,
      );
      if (card) return { post: card, up: { kind: 'up' }, down: { kind: 'down' } };
      const has = ({ message }: TerminalPost) =>
        message.kind === 'overview' ? message.entries.findIndex((entry) => entry.paper.id === paper) : -1;
      const list = posts.findLast((post) => has(post) >= 0);
      return list && { post: list, up: { kind: 'nth', n: has(list) + 1 } };
    },
  };
}

/** The key of a current reaction. */
export function toReactionKey(person: PersonId, ballot: Ballot): string {
  return `${person} ${nameBallot(ballot)}`;
}
