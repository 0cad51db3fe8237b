import type { Message } from '../../../src/core/message/message.ts';
import { findTallyLabels } from '../../../src/core/vote/tally-label.ts';
import { renderMessage } from './render.ts';

interface ShownEmbed {
  readonly description?: string;
}

/** Whether embeds returned by Discord show the tallies of a message; `undefined` where the message was sent as text only. */
export function showsTallies(embeds: readonly ShownEmbed[], wanted: Message): boolean | undefined {
  if (embeds.length === 0) return undefined;
  const [shown, due] = [listLabels(embeds), listLabels(renderMessage(wanted).embeds)];
  return shown.length === due.length && shown.every((label, i) => label === due[i]);
}

function listLabels(embeds: readonly ShownEmbed[]): string[] {
  return findTallyLabels(embeds.map(({ description = '' }) => description));
}
