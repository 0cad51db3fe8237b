import type { VoteValue } from '../../src/core/vote/vote.ts';

/** The meaning of a line at the prompt. */
export type Line =
  /** `n` is `undefined` where no paper was named. */
  | { readonly kind: 'vote'; readonly value: VoteValue | 0; readonly n: number | undefined }
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'button'; readonly index: number }
  | { readonly kind: 'quit' }
  | { readonly kind: 'nothing' };

/**
 * Parses one line: `+1 3` votes for the third paper, `-1 3` against it, `0 3` removes the vote; a single letter
 * presses a button of the last answer; `quit` exits. Anything else is a command, with or without `/papers` in front.
 */
export function parseLine(line: string): Line {
  const text = line.trim();
  if (text === '') return { kind: 'nothing' };
  if (/^(?:quit|exit|q|:q)$/i.test(text)) return { kind: 'quit' };
  const vote = /^(\+1|-1|0)\s+#?(\d{1,4})$/.exec(text);
  const value = vote?.[1] ?? (['+1', '-1', '0'].includes(text) ? text : undefined);
  if (value !== undefined)
    return { kind: 'vote', value: Number(value) as VoteValue | 0, n: vote ? Number(vote[2]) : undefined };
  if (/^[a-t]$/.test(text)) return { kind: 'button', index: text.charCodeAt(0) - 97 };
  return { kind: 'command', text: text.replace(/^\/?papers\b\s*/i, '').replace(/^\/(?=\w)/, '') };
}
