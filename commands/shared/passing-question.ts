import { commandSpan, joinText, type Text } from '../../src/core/base/text.ts';
import type { PaperTest } from '../../src/core/matching/follow.ts';
import {
  countPassing,
  describePassing,
  judgeCount,
  type LastWeek,
  type PassCount,
} from '../../src/core/matching/last-week.ts';
import { truncate } from '../../src/core/paper/format.ts';
import { texts } from '../texts/passing.ts';

/** Another way to type the same wish, which lets more or fewer papers through. */
export interface Variant {
  /** As a command line without `/papers`. */
  readonly line: string;
  readonly fits: PaperTest;
}

/** What to try where no paper of the week matches, and where most do. */
export interface Variants {
  readonly looser: readonly Variant[];
  readonly narrower: readonly Variant[];
  /** What to do where none of the looser ones finds anything. */
  readonly noneHint: string;
  /** What to do where none of the narrower ones leaves fewer. */
  readonly mostHint: string;
}

/** What a person sees of the week before anything is saved. */
export interface Passing {
  readonly count: PassCount;
  /** `4 of the 48 papers of the last week match.` */
  readonly text: string;
  readonly examples: readonly Field[];
  /** What to type instead, where none of the papers or most of them match. */
  readonly hint: readonly Field[];
}

interface Field {
  readonly name: string;
  readonly value: Text;
}

/** Some titles a person knows at a glance; a title longer than this is no longer that. */
const MAX_TITLE_LENGTH = 120;

/** Counts what of the week passes, and says what to type instead where that is nothing or most of it. */
export function describeWeek(week: LastWeek, fits: PaperTest, variants: Variants): Passing {
  const count = countPassing(week, fits);
  const examples = count.examples.map((title) => `• ${truncate(title, MAX_TITLE_LENGTH)}`).join('\n');
  return {
    ...{ count, text: describePassing(count), hint: describeHint(week, count, variants) },
    examples: examples === '' ? [] : [{ name: texts.examples(), value: examples }],
  };
}

function describeHint(week: LastWeek, count: PassCount, variants: Variants): Field[] {
  switch (judgeCount(count)) {
    case 'some':
      return [];
    case 'none': {
      const more = variants.looser.find(({ fits }) => countPassing(week, fits).passing > 0);
      return [{ name: texts.none(), value: withVariant(week, more, variants.noneHint) }];
    }
    case 'most': {
      const fewer = variants.narrower.find(({ fits }) => {
        const { passing } = countPassing(week, fits);
        return passing > 0 && passing < count.passing;
      });
      return [{ name: texts.most(), value: withVariant(week, fewer, variants.mostHint) }];
    }
  }
}

/** The hint, and a line to type of which it is known what it lets through. */
function withVariant(week: LastWeek, variant: Variant | undefined, hint: string): Text {
  if (!variant) return hint;
  const { passing } = countPassing(week, variant.fits);
  return joinText([hint, texts.tryInstead({ command: commandSpan(variant.line), passing })], ' ');
}
