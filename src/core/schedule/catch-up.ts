import { InputError } from '../base/errors.ts';
import { DEFAULT_SUBSCRIPTION, type Subscription } from './subscription.ts';
import { problems, texts } from './texts.ts';

export const MAX_CATCH_UP = 30;

export type CatchUpChoice = Pick<Subscription, 'catchUp' | 'catchUpLimit'>;

/** Parses `skip`, `latest`, `all`, or a maximum: `5`, `all:5`; throws an `InputError` that shows the form. */
export function parseCatchUp(text: string): CatchUpChoice {
  const [, word, digits] = /^(skip|latest|all)?(?:\s*:)?\s*(\d{1,2})?$/.exec(text.trim().toLowerCase()) ?? [];
  const catchUpLimit = Number(digits ?? DEFAULT_SUBSCRIPTION.catchUpLimit);
  const inRange = catchUpLimit >= 1 && catchUpLimit <= MAX_CATCH_UP;
  if (digits !== undefined && inRange && (word ?? 'all') === 'all') return { catchUp: 'all', catchUpLimit };
  if (digits === undefined && (word === 'skip' || word === 'latest' || word === 'all'))
    return { catchUp: word, catchUpLimit };
  throw new InputError(problems.catchUpInvalid({ typed: text.slice(0, 40), most: MAX_CATCH_UP }));
}

/** The choice in words: `skipped`, `the latest`, `up to 5`. */
export function describeCatchUp({ catchUp, catchUpLimit }: CatchUpChoice): string {
  if (catchUp === 'all') return texts.catchUpAll({ most: catchUpLimit });
  return catchUp === 'skip' ? texts.catchUpSkip() : texts.catchUpLatest();
}
