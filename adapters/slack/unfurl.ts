import type { types } from '@slack/bolt';
import { parsePaperId } from '../../src/core/paper-id.ts';
import type { Log } from '../../src/core/ports.ts';
import type { Conversation } from './conversation.ts';
import { renderBlocks } from './render.ts';
import type { Web } from './web.ts';

export interface UnfurlOptions {
  readonly web: Web;
  readonly conversation: Conversation;
  readonly team: string;
  readonly log: Log;
}

/** Links of one message that unfurl: more would bury the talk. */
const MOST_UNFURLS = 3;

/** Turns paper links of a message into cards; a link whose paper nobody knows stays as it is. */
export async function unfurlLinks(options: UnfurlOptions, event: types.LinkSharedEvent): Promise<void> {
  const { web, conversation, team, log } = options;
  const { user, channel, message_ts: ts, links } = event;
  const unfurls: Record<string, { blocks: types.KnownBlock[] }> = {};
  for (const { url } of links.slice(0, MOST_UNFURLS)) {
    const id = parsePaperId(url);
    if (id === undefined) continue;
    const reply = await conversation.ask({ team, user, channel }, { kind: 'line', text: `show ${id}` });
    if (reply.kind !== 'message' || reply.message.kind !== 'card') continue;
    // Buttons in an unfurl would act on a message that is not ours.
    unfurls[url] = { blocks: renderBlocks({ ...reply.message, actions: [] }) };
  }
  if (Object.keys(unfurls).length === 0) return;
  try {
    await web.call('chat.unfurl', (client) => client.chat.unfurl({ channel, ts, unfurls }));
  } catch (error) {
    log.warn({ err: error, channel }, 'links were not unfurled');
  }
}
