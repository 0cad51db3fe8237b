import { randomUUID } from 'node:crypto';
import type { SentPost } from '../../src/core/delivery.ts';
import type { Message } from '../../src/core/message.ts';
import type { Place } from '../../src/core/ports.ts';
import { type Ballot, ballotName, type PersonId } from '../../src/core/vote.ts';

export interface TerminalPost {
  readonly sent: SentPost;
  readonly key: string;
  message: Message;
  readonly reactions: Map<string, { person: PersonId; ballot: Ballot }>;
}

/** What has been shown on this terminal: its stand-in for a platform's memory, gone when the process ends. */
export function createPosts() {
  // Another process counts from one as well, and may read this one's posts in the store.
  const run = randomUUID().slice(0, 8);
  const posts: TerminalPost[] = [];
  const inPlace = ({ channel, thread }: Place) =>
    posts.filter(({ sent }) => sent.channel === channel && sent.thread === thread);
  return {
    all: posts,
    inPlace,
    add(to: Place, message: Message, key: string): TerminalPost {
      const sent = { ...to, messageId: `${run}-${posts.length + 1}`, space: 'terminal:local' };
      const post = { sent, key, message, reactions: new Map() };
      posts.push(post);
      return post;
    },
    at: ({ messageId }: Pick<SentPost, 'messageId'>): TerminalPost | undefined =>
      posts.find(({ sent }) => sent.messageId === messageId),
    /** The newest post on which the n-th paper of what was last shown can be voted on, and with which ballots. */
    ballotBox(n: number): { post: TerminalPost; up: Ballot; down?: Ballot } | undefined {
      const list = posts.findLast(({ message }) => message.kind === 'overview');
      const entries = list?.message.kind === 'overview' ? list.message.entries : [];
      const cards = posts.filter(({ message }) => message.kind === 'card' && (!list || message.view.n === n));
      const paper = entries[n - 1]?.paper.id;
      const card = cards.findLast(
        ({ message }) => message.kind === 'card' && (!paper || message.view.paper.id === paper),
      );
      if (card) return { post: card, up: { kind: 'up' }, down: { kind: 'down' } };
      return list && paper ? { post: list, up: { kind: 'nth', n } } : undefined;
    },
  };
}

/** The key of a standing reaction. */
export function reactionKey(person: PersonId, ballot: Ballot): string {
  return `${person} ${ballotName(ballot)}`;
}
