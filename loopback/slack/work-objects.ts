import type { Entity } from './entities.ts';
import { findEntityFault } from './entity-check.ts';
import type { SlackState } from './state.ts';
import { asJson } from './violations.ts';

/** The entities of `chat.unfurl` by the link that each unfurls, or the code with which Slack refuses them. */
export function readEntities(
  metadata: unknown,
  { workObjects }: SlackState,
): Record<string, Entity> | string {
  if (metadata === undefined) return {};
  const { entities } = asJson(metadata);
  if (!Array.isArray(entities)) return 'invalid_metadata_format';
  if (workObjects === 'refused') return 'error_processing_metadata';
  if (entities.some((entity) => asJson(entity).app_unfurl_url === undefined || findEntityFault(entity)))
    return 'error_processing_metadata';
  if (workObjects === 'ignored') return {};
  return Object.fromEntries((entities as Entity[]).map((entity) => [entity.app_unfurl_url, entity]));
}

/** https://docs.slack.dev/reference/methods/entity.presentDetails: the values of `error.status`. */
const STATUSES: ReadonlySet<unknown> = new Set([
  'restricted',
  'internal_error',
  'not_found',
  'custom',
  'custom_partial_view',
  'timeout',
  'edit_error',
]);

/** Shows details in the flexpane, or returns Slack's code for why not. */
export function presentDetails(
  args: Readonly<Record<string, unknown>>,
  state: SlackState,
  spendTrigger: (id: string) => { readonly user: string } | string,
): string | undefined {
  const trigger = String(args.trigger_id);
  if (state.workObjects !== 'on') return 'feature_not_enabled';
  const { metadata, error } = args;
  // The page names no code for an error that it does not know: read as for arguments in general.
  if (error !== undefined && !STATUSES.has(asJson(error).status)) return 'invalid_arguments';
  if (error === undefined && findEntityFault(metadata)) return 'invalid_metadata';
  const { id } = asJson(asJson(metadata).external_ref);
  if (error === undefined && id !== state.entityRequests.get(trigger))
    return 'entity_metadata_does_not_match_trigger';
  const used = spendTrigger(trigger);
  if (typeof used === 'string') return 'invalid_trigger_id';
  state.details.push({
    user: used.user,
    ...(error ? { error: asJson(error) } : { metadata: metadata as Entity }),
  });
  return undefined;
}
