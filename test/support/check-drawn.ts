import { renderMessage as renderDiscord, renderTrimmed } from '../../adapters/discord/render/render.ts';
import { renderMessage as renderSlack, renderText } from '../../adapters/slack/render/render.ts';
import type { Span, Text } from '../../src/core/base/text.ts';
import type { Message, PaperView } from '../../src/core/message/message.ts';
import { listPaperLinks, toPaperPage } from '../../src/core/paper/paper-links.ts';
import { parseWebAddress } from '../../src/core/text/web-address.ts';
import { discordTrees } from './discord-tree.ts';
import { type Drawn, faultsIn, linksIn, readText } from './drawn-tree.ts';
import { blockTrees, parseMrkdwn } from './slack-tree.ts';

export const PLATFORMS = ['discord', 'slack'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

const CHANNELS = { discord: '123456789012345678', slack: 'C0OPEN' } as const;
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u200b\u202a-\u202e\u2060-\u2069\u3164\u2800]|\u034f|[\u{e0000}-\u{e01ef}]|[\p{Mn}\p{Me}]{4}/u;

/** Draws a message as a platform gets it, with its layout and without, and lists what is not as it is meant. */
export function findFaults(message: Message, platform: PlatformName): string[] {
  return platform === 'discord' ? discordFaults(message) : slackFaults(message);
}

function discordFaults(message: Message): string[] {
  const payload = renderDiscord(message);
  const plain = renderTrimmed({ message, asText: true });
  // The title of a card is linked by the embed itself.
  const pages = 'entries' in message ? listPages(message) : [];
  return [
    ...unseenIn(payload),
    ...unseenIn(plain),
    ...treeFaults(discordTrees(payload), message, pages, 'discord'),
    ...treeFaults(discordTrees(plain), message, listPages(message), 'discord').map(asText),
  ];
}

function slackFaults(message: Message): string[] {
  const payload = renderSlack(message);
  const plain = renderText(message);
  const fallback = parseMrkdwn(payload.text).filter(({ kind }) => kind !== 'text');
  return [
    ...unseenIn(payload),
    ...unseenIn(plain),
    // A notification links nothing, whatever it says.
    ...fallback.flatMap((node) =>
      node.kind === 'link' && isAutomatic(node) ? [] : [`${node.kind} in the fallback`],
    ),
    ...treeFaults(blockTrees(payload.blocks), message, listPages(message), 'slack'),
    ...treeFaults([parseMrkdwn(plain.text)], message, listPages(message), 'slack').map(asText),
  ];
}

const asText = (fault: string): string => `as text: ${fault}`;
/** What the parser links by itself has no words of its own. */
const isAutomatic = (link: Extract<Drawn, { kind: 'link' }>): boolean => link.inner.length === 0;

function treeFaults(
  trees: readonly Drawn[][],
  message: Message,
  pages: readonly string[],
  platform: PlatformName,
): string[] {
  const links = trees.flatMap(linksIn);
  const led = links.filter(({ target }) => target.startsWith('https://huggingface.co/'));
  const allowed = new Set([...pages, ...listAddresses(message)].map(withoutStars));
  return [
    ...trees.flatMap((tree) => faultsIn(tree)),
    ...links
      .filter(({ target }) => !allowed.has(withoutStars(target)))
      .map(({ target }) => `a link to ${target}`),
    ...(led.map(({ target }) => target).join() === pages.join()
      ? []
      : [`links to ${led.map((l) => l.target).join()}`]),
    ...led.flatMap((link, i) => labelFaults(readText(link.inner), listViews(message)[i])),
    ...trees.flatMap(channelsIn).filter((id) => id !== CHANNELS[platform]),
    ...(trees.flatMap(channelsIn).length > channelSpans(message, platform)
      ? ['a channel that nobody named']
      : []),
    ...ownLinkFaults(links, message),
  ];
}

/** A title is linked with its own words, from its first on. A link without words shows its address. */
function labelFaults(label: string, view: PaperView | undefined): string[] {
  if (label === '' || label.startsWith('https://huggingface.co/')) return [];
  // What is cut in the middle of `https` is not known for it any more.
  const read = label.endsWith('…') ? listLetters(label).slice(0, -5) : listLetters(label);
  return listLetters(view?.paper.title ?? '').startsWith(read) && /^T\d+x/.test(label)
    ? []
    : [`a title is linked as ${label}`];
}

/** The links of a card lead where their names say. */
function ownLinkFaults(links: ReadonlyArray<Extract<Drawn, { kind: 'link' }>>, message: Message): string[] {
  if (message.kind !== 'card' && message.kind !== 'summary') return [];
  const own = new Map(listPaperLinks(message.view.paper).map(({ label, url }) => [String(label), url]));
  return links.flatMap(({ target, inner }) => {
    const url = own.get(readText(inner));
    return url === undefined || withoutStars(url) === withoutStars(target)
      ? []
      : [`${readText(inner)} leads to ${target}`];
  });
}

function unseenIn(payload: unknown): string[] {
  const found = UNSEEN.exec(JSON.stringify(payload).replaceAll('\\n', ' '));
  return found ? [`invisible: U+${found[0].codePointAt(0)?.toString(16)}`] : [];
}

function listViews(message: Message): readonly PaperView[] {
  if ('entries' in message) return message.entries;
  return 'view' in message ? [message.view] : [];
}

function listPages(message: Message): string[] {
  return listViews(message).flatMap(({ paper }) => toPaperPage(paper.id) ?? []);
}

function listAddresses(message: Message): string[] {
  const spans = listSpans(message).map(({ link }) => parseWebAddress(link));
  return [
    ...spans,
    ...listViews(message).flatMap(({ paper }) => listPaperLinks(paper).map(({ url }) => url)),
  ].filter((url) => url !== undefined);
}

function listSpans(message: Message): Span[] {
  const texts: Array<Text | undefined> = listViews(message).map(({ snippet }) => snippet);
  if (message.kind === 'list') texts.push(message.note, message.empty);
  if (message.kind === 'fields') texts.push(message.intro, ...message.fields.map(({ value }) => value));
  if (message.kind === 'notice') texts.push(message.text, message.fix, message.example && [message.example]);
  return texts.flatMap((text) => (typeof text === 'object' ? text : []));
}

function channelSpans(message: Message, platform: PlatformName): number {
  return listSpans(message).filter(({ channel }) => channel === CHANNELS[platform]).length;
}

function channelsIn(nodes: readonly Drawn[]): string[] {
  return nodes.flatMap((node) =>
    node.kind === 'channel' ? [node.id] : 'inner' in node ? channelsIn(node.inner) : [],
  );
}

const withoutStars = (url: string): string => url.replaceAll('*', '%2A');

/** Letters and digits alone: what is left of a text where brackets, schemes and dots are drawn as others that look alike. */
function listLetters(text: string): string {
  return text.replace(/https?|ftp/g, '').replace(/[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}/gu, '');
}
