import { isAddress } from './address-check.ts';
import { REFERENCE } from './reference.ts';
import { asJson, type Json } from './violations.ts';

/** https://docs.slack.dev/messaging/work-objects-implementation, "Supported entity types". */
const TYPES: ReadonlySet<unknown> = new Set(
  ['file', 'task', 'incident', 'content_item', 'item'].map((name) => `slack#/entities/${name}`),
);

/**
 * The fields of a content item, each with the type of its value (`ContentItemEntityFields` of `@slack/types`, which repeats the page
 * above). Those without a figure there are objects.
 */
const CONTENT_FIELDS: Readonly<Record<string, 'string' | 'number' | undefined>> = {
  preview: undefined,
  description: 'string',
  created_by: 'string',
  date_created: 'number',
  date_updated: 'number',
  last_modified_by: 'string',
};

/** What is wrong with an entity, if anything: https://docs.slack.dev/messaging/work-objects-implementation. */
export function findEntityFault(value: unknown): string | undefined {
  const entity = asJson(value);
  const payload = asJson(entity.entity_payload);
  const { title } = asJson(payload.attributes);
  if (!TYPES.has(entity.entity_type)) return 'entity_type';
  if (!isLink(entity.url)) return 'url';
  if (entity.app_unfurl_url !== undefined && !isLink(entity.app_unfurl_url)) return 'app_unfurl_url';
  if (!isText(asJson(entity.external_ref).id)) return 'external_ref';
  if (!isText(asJson(title).text)) return 'title';
  return findFieldFault(payload) ?? findActionFault(asJson(payload.actions));
}

function findFieldFault({ fields, custom_fields = [], display_order = [] }: Json): string | undefined {
  if (typeof fields !== 'object' || fields === null) return 'fields';
  for (const [name, field] of Object.entries(asJson(fields))) {
    if (!(name in CONTENT_FIELDS)) return name;
    const { value, type, image_url, alt_text } = asJson(field);
    if (name === 'preview' && !(isLink(image_url) && isText(alt_text))) return name;
    if (CONTENT_FIELDS[name] === 'string' && !isText(value)) return name;
    if (CONTENT_FIELDS[name] === 'number' && !Number.isInteger(value)) return name;
    // `EntityTypedField`: the type of the value is required.
    if (/_by$/.test(name) && !isText(type)) return name;
  }
  const custom = (Array.isArray(custom_fields) ? custom_fields : []).map(asJson);
  if (custom.some(({ key, label, type, value }) => ![key, label, type, value].every((part) => isText(part))))
    return 'custom_fields';
  const known = new Set<unknown>([...Object.keys(asJson(fields)), ...custom.map(({ key }) => key)]);
  const isOrdered = Array.isArray(display_order) && display_order.every((name) => known.has(name));
  return isOrdered ? undefined : 'display_order';
}

function findActionFault({ primary_actions = [], overflow_actions = [] }: Json): string | undefined {
  if (!Array.isArray(primary_actions) || primary_actions.length > REFERENCE.entityPrimaryActions)
    return 'primary_actions';
  if (!Array.isArray(overflow_actions) || overflow_actions.length > REFERENCE.entityOverflowActions)
    return 'overflow_actions';
  const actions = [...primary_actions, ...overflow_actions].map(asJson);
  if (new Set(actions.map(({ action_id }) => action_id)).size < actions.length) return 'action_id';
  const isWell = actions.every(
    ({ text, action_id, url, style }) =>
      isText(text, REFERENCE.buttonText) &&
      isText(action_id, REFERENCE.actionId) &&
      (url === undefined || isLink(url)) &&
      [undefined, 'primary', 'danger'].includes(style as string | undefined),
  );
  return isWell ? undefined : 'actions';
}

/** Not empty, and without what would be a mention or a link if Slack read it as markup: the page leaves open whether it does. */
function isText(text: unknown, most: number = REFERENCE.entityText): boolean {
  return typeof text === 'string' && text !== '' && text.length <= most && !/<[@#!a-z]/i.test(text);
}

function isLink(url: unknown): boolean {
  return typeof url === 'string' && url.length <= REFERENCE.buttonUrl && isAddress(url);
}
