import type { Entity, EntityAction, EntityLocation } from './entities.ts';
import type { SlackMessage, SlackState } from './state.ts';

/** The action with this label. */
export function findEntityAction(
  { details }: SlackState,
  { entities }: SlackMessage,
  { url, at }: EntityLocation,
  label: string,
): { readonly entity: Entity; readonly action: EntityAction } {
  const entity = at === 'unfurl' ? entities?.[url] : details.at(-1)?.metadata;
  const { primary_actions = [], overflow_actions = [] } = entity?.entity_payload.actions ?? {};
  const action = [...primary_actions, ...overflow_actions].find(({ text }) => text === label);
  if (!entity || !action) throw new Error(`no action ${label}`);
  return { entity, action };
}
