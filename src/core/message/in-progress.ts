import type { Notice } from './message.ts';

/** Shown until the answer is ready; `doing` is a few words such as `qwen3 is writing`. */
export function sayInProgress(doing: string): Notice {
  return { kind: 'notice', tone: 'info', title: `${doing}…` };
}
