import type { People } from './people.ts';
import type { SlackMessage, SlackState } from './state.ts';

/** A person opens the flexpane of a Work Object: https://docs.slack.dev/reference/events/entity_details_requested. */
export function openEntity(
  { state, people }: { readonly state: SlackState; readonly people: People },
  user: string,
  message: SlackMessage,
  url: string,
): void {
  const entity = message.entities?.[url];
  if (!entity) throw new Error(`no Work Object under ${url}`);
  const trigger_id = people.issueTrigger(user);
  state.entityRequests.set(trigger_id, entity.external_ref.id);
  const { channel, ts: message_ts } = message;
  const event = {
    type: 'entity_details_requested',
    ...{ user, trigger_id, channel, message_ts, external_ref: entity.external_ref },
    ...{ entity_url: entity.url, app_unfurl_url: url, user_locale: state.users.get(user)?.locale },
    link: { url: entity.url, domain: new URL(entity.url).hostname },
    event_ts: state.nextTs(),
  };
  people.event(event, { channel }).catch(() => undefined);
}
