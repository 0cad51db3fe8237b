import type { Span, Text } from '../../src/core/base/text.ts';
import type { Action, Message, PaperView } from '../../src/core/message/message.ts';
import { listCardLinks, toPaperPage } from '../../src/core/paper/paper-links.ts';
import { parseWebAddress } from '../../src/core/text/web-address.ts';
import { MENTIONED } from './hostile-message.ts';
import { CHANNELS } from './hostile-text.ts';

export const PLATFORMS = ['discord', 'slack'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

/** The papers that a message shows with their titles linked, in its order. */
export function listViews(message: Message): readonly PaperView[] {
  if ('entries' in message) return message.entries;
  return 'view' in message ? [message.view] : [];
}

/** Those that have a page to link to. */
export function listLinkedViews(message: Message): PaperView[] {
  return listViews(message).filter(({ paper }) => toPaperPage(paper) !== undefined);
}

export function listPages(message: Message): string[] {
  return listViews(message).flatMap(({ paper }) => toPaperPage(paper) ?? []);
}

/** Longer than the address of any link on any platform. */
const MAX_ADDRESS = 3_000;

/** An address as it is linked; nothing for one that is not. */
export function writeAddress(url: string | undefined): string | undefined {
  return parseWebAddress(url, MAX_ADDRESS);
}

/** Every address to which the message may lead besides the pages of its papers. */
export function listAddresses(message: Message): string[] {
  const urls = [
    ...listSpans(message).map(({ link }) => link),
    ...listViews(message).flatMap(({ paper }) => listCardLinks(paper).map(({ url }) => url)),
    ...listActions(message).map((action) => (action.kind === 'link' ? action.url : undefined)),
  ];
  return urls.map(writeAddress).filter((url) => url !== undefined);
}

function listActions(message: Message): readonly Action[] {
  return 'actions' in message ? (message.actions ?? []) : [];
}

function listSpans(message: Message): Span[] {
  const texts: Array<Text | undefined> = listViews(message).map(({ snippet }) => snippet);
  if (message.kind === 'list') texts.push(message.note, message.empty);
  if (message.kind === 'fields') texts.push(message.intro, ...message.fields.map(({ value }) => value));
  if (message.kind === 'notice') texts.push(message.text, message.fix, message.example && [message.example]);
  return texts.flatMap((text) => (typeof text === 'object' ? text : []));
}

/** How often the message names the channel that exists. */
export function countChannels(message: Message, platform: PlatformName): number {
  return listSpans(message).filter(({ channel }) => channel === CHANNELS[platform]).length;
}

/** The role or group that the message mentions, where its id is one of the platform's. */
export function listMentioned({ mentions }: Message, platform: PlatformName): string[] {
  return mentions === MENTIONED[platform] ? [mentions] : [];
}
