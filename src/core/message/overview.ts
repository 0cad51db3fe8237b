import type { Digest } from '../delivery/delivery.ts';
import { dayLabel } from '../paper/format.ts';
import type { Overview, PaperView } from './message.ts';
import { texts } from './texts.ts';

type Heading = Pick<Overview, 'day' | 'leftoversOn' | 'part' | 'language'>;

/**
 * `Daily papers · Thu, Apr 30, 2026`. A digest without anything new says so, and is named by the day it is posted on: otherwise
 * three in a row over a weekend would have the same title.
 */
export function overviewTitle({ day, leftoversOn, part, language }: Heading): string {
  const name =
    leftoversOn === undefined
      ? texts.digest()
      : day < leftoversOn
        ? texts.digestEarlier()
        : texts.digestMore();
  const which = part ? ` ${texts.part({ n: part.n, total: part.of })}` : '';
  return `${name} · ${dayLabel(leftoversOn ?? day, language)}${which}`;
}

/** The title of the thread under a digest's overview. */
export function threadTitle({ day, leftoversOn }: Digest, language: string): string {
  return overviewTitle({ day, language, ...(leftoversOn === undefined ? {} : { leftoversOn }) });
}

/** The entries, each with its own day only where the title names another. */
export function overviewEntries(message: Overview): PaperView[] {
  return message.entries.map((view) => withOtherDay(view, message));
}

/** A paper of a digest, with its own day only where the title of the digest names another. */
export function withOtherDay(
  { day: own, ...view }: PaperView,
  { day, leftoversOn }: Pick<Digest, 'day' | 'leftoversOn'>,
): PaperView {
  return own === undefined || own === (leftoversOn ?? day) ? view : { ...view, day: own };
}
