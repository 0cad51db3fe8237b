import { formatCompact } from '../paper/format.ts';
import { texts } from './texts.ts';
import type { Tally } from './vote.ts';

/** `👍 3 👎 1 (2 elsewhere)`; empty where nobody has voted, beside a reaction of the bot that counts as one. */
export function formatTally({ up, down, elsewhere = 0 }: Tally, language: string): string | undefined {
  if (up === 0 && down === 0) return undefined;
  const against = down > 0 ? `👎 ${formatCompact(down, language)}` : undefined;
  const others =
    elsewhere > 0 ? texts.elsewhere({ count: () => formatCompact(elsewhere, language) }) : undefined;
  return [`👍 ${formatCompact(up, language)}`, against, others].filter(Boolean).join(' ');
}

const FOR = '👍 ';

/**
 * The labels in a message's texts, in their order. A platform may have changed anything around them: a label ends at a
 * separator, markup or the end of the text.
 */
export function findTallyLabels(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    text
      .split(FOR)
      .slice(1)
      .filter((rest) => isDigit(rest[0]))
      .map((rest) => FOR + rest.slice(0, findEndOfLabel(rest)).trimEnd()),
  );
}

const ENDS = new Set(['·', '\n', '*', '<']);

function findEndOfLabel(rest: string): number {
  const end = [...rest].findIndex((char) => ENDS.has(char));
  return end < 0 ? rest.length : [...rest].slice(0, end).join('').length;
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}
