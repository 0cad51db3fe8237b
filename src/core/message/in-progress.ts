import type { Notice } from './message.ts';

/** What stands in an answer's place while it is worked on; `doing` is a few words such as `qwen3 is writing`. */
export function inProgress(doing: string): Notice {
  return { kind: 'notice', tone: 'info', title: `${doing}…` };
}
