import { fnv1a } from '../base/fnv1a.ts';
import { type PersonId, toChannelId } from '../base/ids.ts';
import { putLast } from '../base/put-last.ts';
import type { Asker } from '../message/interaction.ts';

/** So many people and channels are remembered, and so many answers of each; the oldest go first. */
const MAX_PLACES = 5_000;
const MAX_ANSWERS = 20;

/**
 * The answers that people have before them, each as the line that gives it. Only these can be shared, by who asked and
 * where they asked: a key is good for nothing elsewhere.
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
  const answersByKey = new Map<string, Map<string, string>>();
  return {
    remember(asker, line) {
      const answersKey = toAnswersKey(asker);
      const answers = answersByKey.get(answersKey) ?? new Map<string, string>();
      const key = toKey(line);
      putLast(answers, key, line, MAX_ANSWERS);
      putLast(answersByKey, answersKey, answers, MAX_PLACES);
      return key;
    },
    find: (asker, key) => answersByKey.get(toAnswersKey(asker))?.get(key),
    forget(person) {
      for (const answersKey of answersByKey.keys())
        if (answersKey.startsWith(`${person} `)) answersByKey.delete(answersKey);
    },
  };
}

function toAnswersKey({ tenant, channel, person }: Asker): string {
  return `${person} ${toChannelId(tenant, channel)}`;
}

/** The same line has the same key, so that a button under two equal answers is one. */
function toKey(line: string): string {
  return fnv1a(line).toString(36);
}
