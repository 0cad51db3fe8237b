import type { Clock } from '../base/clock.ts';
import { fnv1a } from '../base/fnv1a.ts';
import type { Log } from '../base/log.ts';
import type { Asker } from '../message/interaction.ts';
import type { ShortLivedStore } from '../store/short-lived-store.ts';

/** How many answers of a person in a channel are remembered, and for how long; the oldest are dropped first. */
const MAX_ANSWERS = 20;
const SHAREABLE_MS = 24 * 3_600_000;

/**
 * The answers that people have before them, each as the line that gives it. Only these can be shared, by who asked and
 * where they asked: elsewhere a key opens nothing.
 */
export interface ShareableAnswers {
  /** Remembers an answer of this person in this channel; its key for a button. */
  remember(asker: Asker, line: string): string;
  /** Resolves when all that is remembered can be found, by every process. Never rejects. */
  save(): Promise<void>;
  /** The line behind a key of this person in this channel. */
  find(asker: Asker, key: string): Promise<string | undefined>;
}

export interface ShareableDeps {
  readonly store: ShortLivedStore;
  readonly clock: Clock;
  readonly log: Log;
}

export function createShareableAnswers({ store, clock, log }: ShareableDeps): ShareableAnswers {
  const saving = new Set<Promise<void>>();

  async function put(asker: Asker, line: string): Promise<void> {
    const { person } = asker;
    const key = toAnswerKey(asker, toKey(line));
    const until = clock.now() + SHAREABLE_MS;
    try {
      await store.putNewest(
        { kind: 'answer', key, person, text: line, until },
        toConversation(asker),
        MAX_ANSWERS,
      );
    } catch (err) {
      // Who presses Share is asked to ask again.
      log.warn({ err }, 'an answer that can be shared could not be saved');
    }
  }

  return {
    remember(asker, line) {
      const work = put(asker, line).finally(() => saving.delete(work));
      saving.add(work);
      return toKey(line);
    },
    async save() {
      await Promise.all(saving);
    },
    find: (asker, key) => store.find('answer', toAnswerKey(asker, key), clock.now()),
  };
}

function toAnswerKey(asker: Asker, key: string): string {
  return `${toConversation(asker)} ${key}`;
}

function toConversation({ channelId, person }: Asker): string {
  return `${person} ${channelId}`;
}

/** The same line has the same key, so that a button under two equal answers is one. */
function toKey(line: string): string {
  return fnv1a(line).toString(36);
}
