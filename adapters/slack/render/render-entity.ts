import type { types } from '@slack/bolt';
import { flattenText } from '../../../src/core/base/text.ts';
import { buildPostActions } from '../../../src/core/command/card-actions.ts';
import { chooseCardText, listCardFacts, wordPeople } from '../../../src/core/message/card-lines.ts';
import type { Action, Card, Message } from '../../../src/core/message/message.ts';
import { wordTitle, wordWithdrawal } from '../../../src/core/message/paper-title.ts';
import { type SafeText, toOneLine } from '../../../src/core/message/safe-text.ts';
import { listCardLinks, toPaperPage, toTeaser } from '../../../src/core/paper/paper-links.ts';
import { parseWebAddress } from '../../../src/core/text/web-address.ts';
import { texts } from '../texts/messages.ts';
import type { SafeEntity } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { LINK_ACTION } from './render-parts.ts';

/** Articles and pages: https://docs.slack.dev/messaging/work-objects-implementation, "Supported entity types". */
export const CONTENT_ITEM = 'slack#/entities/content_item';

/** `external_ref.type`, which with the id must stay the same for as long as the Work Object is known. */
const REFERENCE_TYPE = 'paper';

/** Where the Work Object of a paper is shown: below a link, which everybody reads, or in one person's flexpane. */
type EntityUse = { readonly link: string } | 'details';

/**
 * The paper as Slack's Work Object: what its card says, with actions that work, since Slack says of which paper they were pressed. It
 * has no vote buttons: a pressed one would show everybody how the person voted who posted the link. `undefined` for a paper without a
 * page.
 */
export function renderEntity(card: Card, use: EntityUse): SafeEntity | undefined {
  const { paper } = card.view;
  const url = toPaperPage(paper);
  if (url === undefined) return undefined;
  return {
    entity_type: CONTENT_ITEM,
    url,
    external_ref: { id: paper.id, type: REFERENCE_TYPE },
    ...(use === 'details' ? {} : { app_unfurl_url: use.link }),
    entity_payload: {
      attributes: {
        title: { text: toLiteral(wordTitle(paper, 300), 300) },
        display_id: toLiteral(paper.id, 100),
        display_type: toLiteral(texts.paper(), 100),
        product_name: toLiteral('Paperboy', 100),
      },
      ...renderFields(card, use),
      actions: renderEntityActions(card),
    },
  };
}

const NOT_FOUND = { error: { status: 'not_found' } } as const;

/** What the side pane shows of an answer to `show`: the paper, or why it is not shown. */
export function renderDetails(message: Message | undefined) {
  const metadata = message?.kind === 'card' ? renderEntity(message, 'details') : undefined;
  if (metadata) return { metadata };
  if (message?.kind !== 'notice') return NOT_FOUND;
  const { title, text, fix } = message;
  const words = [text, fix].map((part) => (part === undefined ? '' : flattenText(part))).join(' ');
  const custom_title = toLiteral(title, 150);
  if (custom_title === '') return NOT_FOUND;
  const custom_message = toLiteral(words, 1000) || custom_title;
  return { error: { status: 'custom', custom_title, custom_message } } as const;
}

type Payload = SafeEntity['entity_payload'];

function renderFields(card: Card, use: EntityUse): Omit<Payload, 'attributes'> {
  const { paper } = card.view;
  const facts = listCardFacts(card).map(({ text }) => text);
  const custom_fields = [
    ...toCustomField('facts', texts.facts(), toLiteral(facts.join(' · '), 300)),
    ...toCustomField('status', texts.status(), toLiteral(wordWithdrawal(paper), 100)),
  ];
  const people = toLiteral(wordPeople(card), 400);
  const text = toLiteral(chooseCardText(card) ?? '', 1200);
  const fields: SafeEntity<types.ContentItemEntityFields> = {
    ...(text ? { description: { value: text } } : {}),
    ...(people ? { created_by: { type: 'string', value: people } } : {}),
    // A picture that Slack cannot fetch may cost the whole call: below a link the card beside it has the picture.
    ...(use === 'details' ? renderPreview(card) : {}),
  };
  const display_order = [...custom_fields.map(({ key }) => key), ...Object.keys(fields)];
  return { fields, custom_fields, display_order };
}

function toCustomField(
  key: string,
  label: string,
  value: SafeText,
): Array<SafeEntity<types.EntityCustomField>> {
  return value === '' ? [] : [{ key, label: toLiteral(label, 100), type: 'string', value }];
}

function renderPreview({
  view: { paper },
}: Card): Pick<SafeEntity<types.ContentItemEntityFields>, 'preview'> {
  const image_url = parseWebAddress(toTeaser(paper), LIMITS.url);
  if (image_url === undefined) return {};
  return {
    preview: { image_url, alt_text: toLiteral(texts.teaser({ title: paper.title || paper.id }), 200) },
  };
}

function renderEntityActions({ view: { paper } }: Card): Payload['actions'] {
  const buttons = buildPostActions(paper.id).flatMap(toEntityButton);
  const links = listCardLinks(paper).flatMap(({ label, url: address }, i) => {
    const url = parseWebAddress(address, LIMITS.url);
    return url === undefined
      ? []
      : [{ text: toLiteral(label, LIMITS.buttonText), action_id: `${LINK_ACTION}-${i}`, url }];
  });
  const others = [...buttons.slice(LIMITS.entityPrimaryActions), ...links];
  return {
    primary_actions: buttons.slice(0, LIMITS.entityPrimaryActions),
    overflow_actions: others.slice(0, LIMITS.entityOverflowActions),
  };
}

function toEntityButton(action: Action): Array<SafeEntity<types.EntityActionButton>> {
  if (action.kind === 'link' || action.id.length > LIMITS.actionId) return [];
  return [{ text: toLiteral(action.label, LIMITS.buttonText), action_id: action.id }];
}

/**
 * Text of an entity. Slack's reference does not say whether text without `format` is read as markup: with other angle brackets no
 * mention and no link begins either way, and nothing is escaped twice.
 */
function toLiteral(text: string, most: number): SafeText {
  return toOneLine(text, most).replaceAll('<', '‹').replaceAll('>', '›') as SafeText;
}
