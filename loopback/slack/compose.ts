import type { People } from './people.ts';
import type { SlackState } from './state.ts';

/**
 * A person writes a link and has not sent it: https://docs.slack.dev/reference/events/link_shared. There is no message and no
 * channel yet; what the bot unfurls under `unfurl_id` is seen above the composer.
 */
export function writeLinks(
  { state, people }: { readonly state: SlackState; readonly people: Pick<People, 'event'> },
  user: string,
  urls: readonly string[],
): string {
  const id = `COMPOSER.${state.nextTs()}`;
  state.drafts.set(id, {});
  const event = {
    type: 'link_shared',
    ...{ user, channel: 'COMPOSER', message_ts: crypto.randomUUID() },
    ...{ unfurl_id: id, source: 'composer', is_bot_user_member: true },
    links: urls.map((url) => ({ url, domain: new URL(url).hostname })),
    event_ts: state.nextTs(),
  };
  people.event(event).catch(() => undefined);
  return id;
}
