import { InputError } from '../core/base/errors.ts';
import { parseZone } from '../core/base/time-zone.ts';
import { readLanguage } from '../core/command/read-language.ts';
import { parseTerms } from '../core/matching/terms.ts';
import { parseCatchUp } from '../core/schedule/catch-up.ts';
import { changedCron } from '../core/schedule/schedule-words.ts';
import { type Layout, MAX_COUNT, MAX_MIN_VOTES, type Subscription } from '../core/schedule/subscription.ts';

/** What `subscribe` takes on the command line, as typed. */
export interface SubscribeOptions {
  readonly at?: string;
  readonly zone?: string;
  readonly days?: string;
  readonly cron?: string;
  readonly count?: string;
  readonly layout?: string;
  readonly topics?: string;
  readonly without?: string;
  readonly minVotes?: string;
  readonly language?: string;
  readonly emptyDays?: string;
  readonly catchUp?: string;
}

/** What the options change of a subscription; throws an `InputError` that shows the form of what cannot be read. */
export function readOptions(options: SubscribeOptions, before: Subscription): Partial<Subscription> {
  const { at, days, cron, zone } = options;
  if (cron !== undefined && (at !== undefined || days !== undefined)) {
    throw new InputError('schedule-twice', 'Give either --cron, or --at and --days.');
  }
  return {
    ...given(zone, (name) => ({ zone: parseZone(name) })),
    ...given(cron, (expression) => ({ cron: expression })),
    ...given(at ?? days, () => ({ cron: changedCron(before.cron, { time: at, days }) })),
    ...given(options.count, (text) => ({ count: whole(text, '--count', 1, MAX_COUNT) })),
    ...given(options.layout, (text) => ({
      layout: oneOf<Layout>(text, '--layout', ['thread', 'cards', 'compact']),
    })),
    ...given(options.topics, (text) => ({ topics: parseTerms(text) })),
    ...given(options.without, (text) => ({ without: parseTerms(text) })),
    ...given(options.minVotes, (text) => ({ minVotes: whole(text, '--min-votes', 0, MAX_MIN_VOTES) })),
    ...given(options.language, (text) => ({ language: readLanguage(text) })),
    ...given(options.emptyDays, (text) => ({
      emptyDays: oneOf<Subscription['emptyDays']>(text, '--empty-days', ['say', 'silent']),
    })),
    ...given(options.catchUp, parseCatchUp),
  };
}

function given(
  text: string | undefined,
  read: (text: string) => Partial<Subscription>,
): Partial<Subscription> {
  return text === undefined ? {} : read(text);
}

function whole(text: string, name: string, min: number, max: number): number {
  const n = Number(text);
  if (!Number.isInteger(n) || text.trim() === '' || n < min || n > max) {
    throw new InputError(
      'number-invalid',
      `${name} is a whole number from ${min} to ${max}, not "${text}".`,
      {
        fix: `Example: ${name} 5`,
      },
    );
  }
  return n;
}

function oneOf<T extends string>(text: string, name: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found) return found;
  throw new InputError('choice-invalid', `${name} is one of ${choices.join(', ')}, not "${text}".`, {
    fix: `Example: ${name} ${choices[0]}`,
  });
}
