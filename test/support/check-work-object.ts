import type { SafeEntity } from '../../adapters/slack/render/blocks.ts';
import { renderDetails, renderEntity } from '../../adapters/slack/render/render-entity.ts';
import { findEntityFault } from '../../loopback/slack/entity-check.ts';
import { listCardLinks, toTeaser } from '../../src/core/paper/paper-links.ts';
import type { HostileWorkObject } from './hostile-message.ts';
import { listAddresses, listPages, writeAddress } from './intended.ts';
import { parseMrkdwn } from './slack-tree.ts';
import { listTexts, unseenIn } from './unseen.ts';

type Card = Extract<HostileWorkObject['answer'], { readonly kind: 'card' }>;

/** Draws the Work Object of a link, below it and in the side pane, and lists what Slack would refuse and what is not as it is meant. */
export function findWorkObjectFaults({ answer, link }: HostileWorkObject): string[] {
  const details = renderDetails(answer);
  const below = answer.kind === 'card' ? renderEntity(answer, { link }) : undefined;
  const drawn = [below, 'metadata' in details ? details.metadata : undefined];
  return [
    ...drawn.flatMap((entity) => (entity && answer.kind === 'card' ? listEntityFaults(entity, answer) : [])),
    ...('error' in details ? [...listTextFaults(details.error), ...listEmptyTexts(details.error)] : []),
    ...(below && below.app_unfurl_url !== link ? [`the link ${below.app_unfurl_url}`] : []),
  ];
}

function listEntityFaults(entity: SafeEntity, card: Card): string[] {
  const { paper } = card.view;
  const { primary_actions: first = [], overflow_actions: more = [] } = entity.entity_payload.actions ?? {};
  const allowed = new Set([...listPages(card), ...listAddresses(card), writeAddress(toTeaser(paper))]);
  const own = new Map(listCardLinks(paper).map(({ label, url }) => [label, writeAddress(url)]));
  const refused = findEntityFault(entity);
  return [
    ...(refused === undefined ? [] : [`refused for ${refused}`]),
    ...listTextFaults(entity),
    ...listUrls(entity).flatMap((url) => (allowed.has(url) ? [] : [`a link to ${url}`])),
    ...[...first, ...more].flatMap(({ text, url }) =>
      url === undefined || own.get(text) === url ? [] : [`${text} leads to ${url}`],
    ),
  ];
}

const ADDRESS = /^https?:/;

/** The addresses that something leads to, or that are shown as a picture; not the link, which a person wrote. */
function listUrls({ url, entity_payload }: SafeEntity): string[] {
  const listIn = (value: unknown): string[] =>
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([name, one]) =>
          /(?:^|_)url$/.test(name) && typeof one === 'string' ? [one] : listIn(one),
        );
  return [url, ...listIn(entity_payload)];
}

/** Whether Slack reads such texts as markup is not said in its reference: they would be nothing but words. */
function listTextFaults(drawn: unknown): string[] {
  const words = listTexts(drawn).filter((text) => !ADDRESS.test(text));
  const nodes = words.flatMap((text) => parseMrkdwn(text));
  const meant = nodes.filter(
    (node) => node.kind !== 'text' && !(node.kind === 'link' && node.inner.length === 0),
  );
  return [...unseenIn(drawn), ...meant.map(({ kind }) => `${kind} in a Work Object`)];
}

function listEmptyTexts(drawn: unknown): string[] {
  return listTexts(drawn).flatMap((text) => (text === '' ? ['an empty text in a Work Object'] : []));
}
