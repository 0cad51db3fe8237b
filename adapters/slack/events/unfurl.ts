import type { types } from '@slack/bolt';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import { speakEnglish } from '../../../src/core/base/language.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Card } from '../../../src/core/message/message.ts';
import { withoutOutsideLinks } from '../../../src/core/message/trimming.ts';
import { parsePaperId } from '../../../src/core/paper/paper-id.ts';
import type { Web } from '../api/web.ts';
import type { SafeBlock } from '../render/blocks.ts';
import { renderBlocks } from '../render/render.ts';
import { renderEntity } from '../render/render-entity.ts';
import type { Answered, Conversation } from './conversation.ts';
import type { SlackLinks } from './event-schema.ts';
import type { Origin } from './inbound.ts';
import type { WorkObjects } from './work-objects.ts';

export interface UnfurlOptions {
  readonly web: Web;
  readonly conversation: Conversation;
  /** The workspace in Slack's event. */
  readonly team: string;
  readonly workObjects: WorkObjects;
  readonly log: Log;
}

type Cards = ReadonlyMap<string, Card>;
type EntityList = types.EntityMetadata[];
type UnfurlTarget =
  | { readonly source: typeof COMPOSER; readonly unfurl_id: string }
  | { readonly channel: string; readonly ts: string };

/** Links of one message that unfurl: more would bury the conversation. */
const MAX_UNFURLS = 3;

const COMPOSER = 'composer' as const;

/** Turns paper links of a message, or of one that is being written, into cards; a link to an unknown paper stays as it is. */
export async function unfurlLinks(options: UnfurlOptions, event: SlackLinks): Promise<void> {
  const { user, channel, links, source, unfurl_id } = event;
  const isDraft = source === COMPOSER;
  const target = isDraft ? unfurl_id && { source: COMPOSER, unfurl_id } : { channel, ts: event.message_ts };
  if (!target) return;
  // What is being written is in no channel yet.
  const origin = { team: options.team, user, ...(isDraft ? {} : { channel }) };
  const { cards, speak } = await findCards(options.conversation, origin, links);
  if (cards.size === 0) return;
  try {
    await sendUnfurls(options, target, cards, speak);
  } catch (error) {
    options.log.warn({ err: error, channel }, 'links were not unfurled');
  }
}

async function findCards(
  conversation: Conversation,
  origin: Origin,
  links: SlackLinks['links'],
): Promise<{ readonly cards: Cards; readonly speak: Answered['speak'] }> {
  const cards = new Map<string, Card>();
  let speak: Answered['speak'] = speakEnglish;
  for (const { url } of links.slice(0, MAX_UNFURLS)) {
    const id = parsePaperId(url);
    if (id === undefined) continue;
    const answered = await conversation.ask(origin, { kind: 'line', text: `show ${id}` });
    const { reply } = answered;
    speak = answered.speak;
    if (reply.kind !== 'message' || reply.message.kind !== 'card') continue;
    // Buttons in an unfurl would act on a message that is not ours.
    cards.set(url, { ...reply.message, actions: [] });
  }
  return { cards, speak };
}

/**
 * Sends the cards, and with them the Work Objects of the same links. Slack's reference says "Either unfurls or metadata must be
 * provided" and nothing of both together, nor of an app or a workspace that has Work Objects off. So the card is always sent, too:
 * where Slack passes over the metadata, people still see it, and where Slack refuses the metadata, it is sent again alone. What a real
 * workspace draws of both could not be tried.
 */
async function sendUnfurls(
  { web, team, workObjects }: UnfurlOptions,
  target: UnfurlTarget,
  cards: Cards,
  speak: Answered['speak'],
): Promise<void> {
  const send = async (draw: (card: Card) => Card, entities: EntityList): Promise<void> => {
    const unfurls: Record<string, { blocks: SafeBlock[] }> = {};
    for (const [url, card] of cards) unfurls[url] = { blocks: renderBlocks(draw(card)) };
    const metadata = entities.length > 0 ? { metadata: { entities } } : {};
    await web.call('chat.unfurl', (client) => client.chat.unfurl({ ...target, unfurls, ...metadata }));
  };
  const entities = workObjects.isRefused(team) ? [] : speak(() => drawEntities(cards));
  const attempts = [
    ...(entities.length > 0 ? [() => send((card) => card, entities)] : []),
    () => send((card) => card, []),
    () => send(withoutOutsideLinks, []),
  ];
  for (const [i, attempt] of attempts.entries()) {
    try {
      return await speak(attempt);
    } catch (error) {
      const isLast = i === attempts.length - 1;
      if (isLast || !(error instanceof DeliveryError) || error.fault !== 'rejected') throw error;
      workObjects.noteRefusal(team, error);
    }
  }
}

function drawEntities(cards: Cards): EntityList {
  return [...cards].flatMap(([link, card]) => renderEntity(card, { link }) ?? []);
}
