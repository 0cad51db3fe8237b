import { InputError } from '../base/errors.ts';
import { DEFAULT_SUBSCRIPTION, type Subscription } from './subscription.ts';

export const MAX_CATCH_UP = 30;

export type CatchUpChoice = Pick<Subscription, 'catchUp' | 'catchUpLimit'>;

/** Reads `skip`, `latest`, `all`, or up to how many: `5`, `all:5`; throws an `InputError` that shows the form. */
export function parseCatchUp(text: string): CatchUpChoice {
  const [, word, digits] = /^(skip|latest|all)?(?:\s*:)?\s*(\d{1,2})?$/.exec(text.trim().toLowerCase()) ?? [];
  const catchUpLimit = Number(digits ?? DEFAULT_SUBSCRIPTION.catchUpLimit);
  const inRange = catchUpLimit >= 1 && catchUpLimit <= MAX_CATCH_UP;
  if (digits !== undefined && inRange && (word ?? 'all') === 'all') return { catchUp: 'all', catchUpLimit };
  if (digits === undefined && (word === 'skip' || word === 'latest' || word === 'all'))
    return { catchUp: word, catchUpLimit };
  throw new InputError(
    'catch-up-invalid',
    `"${text.slice(0, 40)}" does not say which missed posts to make up for.`,
    {
      fix: `Write skip, latest, or up to how many (1 to ${MAX_CATCH_UP}), such as 5.`,
    },
  );
}

/** The choice in words: `skipped`, `the latest`, `up to 5`. */
export function describeCatchUp({ catchUp, catchUpLimit }: CatchUpChoice): string {
  if (catchUp === 'all') return `up to ${catchUpLimit}`;
  return catchUp === 'skip' ? 'skipped' : 'the latest';
}
