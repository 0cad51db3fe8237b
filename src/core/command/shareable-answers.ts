import { LRUCache } from 'lru-cache';
import { fnv1a } from '../base/fnv1a.ts';
import type { PersonId } from '../base/ids.ts';
import type { Asker } from '../message/interaction.ts';

/** How many pairs of a person and a channel are remembered, and how many answers of each; the oldest are dropped first. */
const MAX_CONVERSATIONS = 5_000;
const MAX_ANSWERS = 20;

/**
 * The answers that people have before them, each as the line that gives it. Only these can be shared, by who asked and
 * where they asked: elsewhere a key opens nothing.
 */
export interface ShareableAnswers {
  /** Remembers an answer of this person in this channel; its key for a button. */
  remember(asker: Asker, line: string): string;
  /** The line behind a key of this person in this channel. */
  find(asker: Asker, key: string): string | undefined;
  /** Those of a person, in every channel. */
  forget(person: PersonId): void;
}

export function createShareableAnswers(): ShareableAnswers {
  const conversations = new LRUCache<string, readonly string[]>({ max: MAX_CONVERSATIONS });
  return {
    remember(asker, line) {
      const conversation = toConversation(asker);
      const others = (conversations.get(conversation) ?? []).filter((other) => other !== line);
      conversations.set(conversation, [...others, line].slice(-MAX_ANSWERS));
      return toKey(line);
    },
    find: (asker, key) => conversations.get(toConversation(asker))?.find((line) => toKey(line) === key),
    forget(person) {
      for (const conversation of [...conversations.keys()])
        if (conversation.startsWith(`${person} `)) conversations.delete(conversation);
    },
  };
}

function toConversation({ channelId, person }: Asker): string {
  return `${person} ${channelId}`;
}

/** The same line has the same key, so that a button under two equal answers is one. */
function toKey(line: string): string {
  return fnv1a(line).toString(36);
}
