import type { Drawn } from './drawn-tree.ts';

/**
 * Slack's mrkdwn by its reference (docs.slack.dev, "Formatting message text"): `<` opens a link, a mention or a date and `>` ends
 * it, `|` divides target and label; `&amp; &lt; &gt;` are the three entities. With `mrkdwn: false` the other marks mean nothing;
 * addresses are linked all the same.
 */
export function parseMrkdwn(text: string): Drawn[] {
  const nodes: Drawn[] = [];
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('<', at);
    const close = open < 0 ? -1 : text.indexOf('>', open);
    const end = close < 0 ? text.length : open;
    if (end > at) nodes.push(...plainNodes(decoded(text.slice(at, end))));
    if (close < 0) break;
    nodes.push(angled(text.slice(open + 1, close)));
    at = close + 1;
  }
  return nodes;
}

function angled(inside: string): Drawn {
  const [target = '', ...label] = inside.split('|');
  if (target.startsWith('@')) return { kind: 'forbidden', what: 'mention of a person' };
  if (target.startsWith('!')) return { kind: 'forbidden', what: `special mention ${target}` };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1) };
  const words = label.length > 0 ? decoded(label.join('|')) : '';
  return {
    kind: 'link',
    target: decoded(target),
    inner: words === '' ? [] : [{ kind: 'text', text: words }],
  };
}

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What Slack makes a link of by itself in a message: a scheme, a name with a dot and letters behind it, a mail address. */
const AUTOMATIC = /\b[a-z][a-z0-9+.-]*:\/\/\S+|\b(?:[a-z0-9-]+@)?(?:[a-z0-9-]+\.)+[a-z]{2,}\b\S*/i;

function plainNodes(text: string): Drawn[] {
  const nodes: Drawn[] = [{ kind: 'text', text }];
  const found = AUTOMATIC.exec(text);
  return found ? [...nodes, { kind: 'link', target: found[0], inner: [] }] : nodes;
}

/** The bot's user id, by which it may be mentioned. */
export const BOT = 'U0PAPER';

type Json = Readonly<Record<string, unknown>>;

/** What the blocks of a message draw, a tree a block. `plain_text` is literal; `rich_text` is data and not markup. */
export function blockTrees(blocks: readonly unknown[]): Drawn[][] {
  return blocks.map((block) => blockNodes(asJson(block)));
}

function blockNodes(block: Json): Drawn[] {
  switch (block.type) {
    case 'header':
      return textObject(block.text);
    case 'section':
      return textObject(block.text);
    case 'container':
      return [{ kind: 'style', style: 'container', inner: containerNodes(block) }];
    case 'carousel':
      return asList(block.elements).map((card) => ({
        kind: 'style',
        style: 'card',
        inner: cardNodes(asJson(card)),
      }));
    case 'image':
      return [{ kind: 'text', text: String(block.alt_text) }];
    case 'context':
      return asList(block.elements).flatMap(textObject);
    case 'actions':
      return asList(block.elements).flatMap((element) => actionElement(asJson(element)));
    case 'context_actions':
      return asList(block.elements).flatMap((element) => {
        const { positive_button, negative_button } = asJson(element);
        return [positive_button, negative_button].flatMap((one) => textObject(asJson(one).text));
      });
    case 'rich_text':
      return asList(block.elements).flatMap((part) => richPart(asJson(part)));
    default:
      return [{ kind: 'forbidden', what: `block ${String(block.type)}` }];
  }
}

function containerNodes({ title, subtitle, child_blocks: blocks }: Json): Drawn[] {
  const inner = asList(blocks).flatMap((block) => blockNodes(asJson(block)));
  return [...[title, subtitle].flatMap(optionalText), ...inner];
}

function cardNodes({ title, subtitle, body, hero_image: picture, actions }: Json): Drawn[] {
  return [
    ...[title, subtitle, body].flatMap(optionalText),
    ...(picture === undefined ? [] : [{ kind: 'text', text: String(asJson(picture).alt_text) } as const]),
    ...asList(actions).flatMap((element) => actionElement(asJson(element))),
  ];
}

const optionalText = (value: unknown): Drawn[] => (value === undefined ? [] : textObject(value));

/** A button's words; of a select, which repeats what is above it, only what may not be there. */
function actionElement({ type, text, url, placeholder, options }: Json): Drawn[] {
  if (type === 'button' && url !== undefined)
    return [{ kind: 'button', target: String(url), inner: textObject(text) }];
  if (type !== 'static_select') return textObject(text);
  const drawn = [placeholder, ...asList(options).map((option) => asJson(option).text)].flatMap(textObject);
  return drawn.filter(({ kind }) => kind === 'forbidden');
}

function textObject(value: unknown): Drawn[] {
  const { type, text } = asJson(value);
  if (type !== 'plain_text') return [{ kind: 'forbidden', what: `text object ${String(type)}` }];
  return [{ kind: 'text', text: String(text) }];
}

function richPart(part: Json): Drawn[] {
  if (part.type === 'rich_text_list') return asList(part.elements).flatMap((item) => richPart(asJson(item)));
  if (part.type !== 'rich_text_section') return [{ kind: 'forbidden', what: String(part.type) }];
  return asList(part.elements).map((element) => richElement(asJson(element)));
}

function richElement({
  type,
  text,
  url,
  channel_id: channel,
  usergroup_id: group,
  user_id: user,
}: Json): Drawn {
  if (type === 'text') return { kind: 'text', text: String(text) };
  if (type === 'link')
    return { kind: 'link', target: String(url), inner: [{ kind: 'text', text: String(text) }] };
  if (type === 'channel') return { kind: 'channel', id: String(channel) };
  if (type === 'usergroup') return { kind: 'role', id: String(group) };
  if (type === 'user' && user === BOT) return { kind: 'text', text: '@Paperboy' };
  return { kind: 'forbidden', what: `rich text element ${String(type)}` };
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
