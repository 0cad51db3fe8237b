import { DeliveryError } from '../../../src/core/base/errors.ts';
import { speakEnglish } from '../../../src/core/base/language.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Card } from '../../../src/core/message/message.ts';
import { withoutOutsideLinks } from '../../../src/core/message/trimming.ts';
import { parsePaperId } from '../../../src/core/paper/paper-id.ts';
import type { Web } from '../api/web.ts';
import type { SafeBlock } from '../render/blocks.ts';
import { renderBlocks } from '../render/render.ts';
import type { Answered, Conversation } from './conversation.ts';
import type { SlackLinks } from './event-schema.ts';

export interface UnfurlOptions {
  readonly web: Web;
  readonly conversation: Conversation;
  /** The workspace in Slack's event. */
  readonly team: string;
  readonly log: Log;
}

/** Links of one message that unfurl: more would bury the conversation. */
const MAX_UNFURLS = 3;

const COMPOSER = 'composer' as const;

/** Turns paper links of a message, or of one that is being written, into cards; a link to an unknown paper stays as it is. */
export async function unfurlLinks(options: UnfurlOptions, event: SlackLinks): Promise<void> {
  const { web, conversation, team, log } = options;
  const { user, channel, links, source, unfurl_id } = event;
  const isDraft = source === COMPOSER;
  const target = isDraft ? unfurl_id && { source: COMPOSER, unfurl_id } : { channel, ts: event.message_ts };
  if (!target) return;
  // What is being written is in no channel yet.
  const origin = { team, user, ...(isDraft ? {} : { channel }) };
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
  if (cards.size === 0) return;
  const unfurl = async (draw: (card: Card) => Card): Promise<void> => {
    const unfurls: Record<string, { blocks: SafeBlock[] }> = {};
    for (const [url, card] of cards) unfurls[url] = { blocks: renderBlocks(draw(card)) };
    await web.call('chat.unfurl', (client) => client.chat.unfurl({ ...target, unfurls }));
  };
  try {
    await speak(() => unfurl((card) => card)).catch((error: unknown) => {
      if (!(error instanceof DeliveryError) || error.fault !== 'rejected') throw error;
      return speak(() => unfurl(withoutOutsideLinks));
    });
  } catch (error) {
    log.warn({ err: error, channel }, 'links were not unfurled');
  }
}
