import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { ButtonLabel } from '../../../src/core/message/message.ts';
import type { Labeler } from '../../../src/core/platform/platform.ts';
import type { Identity } from '../api/identity.ts';
import type { Web } from '../api/web.ts';
import type { SafeBlock } from '../render/blocks.ts';
import { readOwnMarkup } from '../render/escape.ts';
import { LIMITS } from '../render/limits.ts';
import { plain } from '../render/render-parts.ts';
import { withThumbs } from '../render/shown-tallies.ts';
import { problems } from '../texts/errors.ts';

/** A message of ours, as Slack describes it. */
export interface ShownMessage {
  readonly text: string;
  readonly blocks: readonly ShownBlock[];
}

interface ShownBlock {
  readonly type: string;
  readonly elements?: unknown;
}

interface ShownElement {
  readonly action_id?: string;
  readonly text?: { readonly text?: string; readonly emoji?: boolean };
}

/** What Slack adds to a picture when it shows it, and refuses when it gets it back (slackapi/bolt-js#1841). */
const ADDED_TO_PICTURES: ReadonlySet<string> = new Set([
  'fallback',
  'image_bytes',
  'image_height',
  'image_width',
  'is_animated',
]);

/** The same message with these labels on its buttons. */
export function drawWithLabels({ text, blocks }: ShownMessage, labels: readonly ButtonLabel[]) {
  const byId = new Map(labels.map(({ id, label }) => [id, label]));
  const relabel = (element: ShownElement): ShownElement => {
    const label = byId.get(element.action_id ?? '');
    return label === undefined
      ? element
      : { ...element, text: { ...plain(label, LIMITS.buttonText), emoji: true } };
  };
  const drawn = blocks.map((block) => {
    if (block.type === 'image') return withoutAdditions(block);
    return block.type === 'actions' ? { ...block, elements: listElements(block).map(relabel) } : block;
  });
  // What was escaped when the message was drawn comes back as it was.
  return { text: readOwnMarkup(text), blocks: drawn as SafeBlock[] };
}

/** Whether those buttons of a message that are among these have these labels. */
export function hasLabels({ blocks }: ShownMessage, labels: readonly ButtonLabel[]): boolean {
  const byId = new Map(labels.map(({ id, label }) => [id, label]));
  const elements = blocks.filter(({ type }) => type === 'actions').flatMap(listElements);
  return elements.every(({ action_id = '', text }) => {
    const label = byId.get(action_id);
    return label === undefined || label === withThumbs(text?.text ?? '');
  });
}

function listElements({ elements }: ShownBlock): readonly ShownElement[] {
  return Array.isArray(elements) ? (elements as readonly ShownElement[]) : [];
}

function withoutAdditions(block: ShownBlock): ShownBlock {
  const own = Object.entries(block).filter(([name]) => !ADDED_TO_PICTURES.has(name));
  return Object.fromEntries(own) as unknown as ShownBlock;
}

export interface LabelsOptions {
  readonly web: Web;
  readonly getIdentity: () => Promise<Identity>;
}

/** Changes the labels of buttons on messages of ours. */
export function createLabels({ web, getIdentity }: LabelsOptions): Labeler {
  return {
    async relabel({ channel, messageId: ts }: SentPost, labels) {
      // The one method that reads any message, in a thread too, with a scope that is never left out.
      const { message } = await web.call('reactions.get', (client) =>
        client.reactions.get({ channel, timestamp: ts }),
      );
      const { bot } = await getIdentity();
      // The app of another workspace that shares the channel: only that one can change it.
      if (message?.bot_id !== undefined && message.bot_id !== bot) throw createNotOursError();
      const shown = { text: message?.text ?? '', blocks: (message?.blocks ?? []).flatMap(toShownBlock) };
      if (hasLabels(shown, labels)) return;
      await web.call('chat.update', (client) =>
        client.chat.update({ channel, ts, ...drawWithLabels(shown, labels) }),
      );
    },
  };
}

function createNotOursError(): DeliveryError {
  const problem = problems.slackCannotUpdate({ error: 'cant_update_message', method: 'chat.update' });
  return new DeliveryError('gone', problem, { about: 'post' });
}

/** The types of Slack's client do not have what every block has. */
function toShownBlock(block: { readonly type?: string }) {
  return block.type === undefined ? [] : [{ ...block, type: block.type }];
}
