import type { Notice } from './message.ts';

/** Shown until the answer is ready; `status` is a few words such as `qwen3 is writing`. */
export function sayInProgress(status: string): Notice {
  return { kind: 'notice', tone: 'info', title: `${status}…` };
}
