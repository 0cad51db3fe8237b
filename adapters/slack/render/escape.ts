import type { Markup, SafeText } from '../../../src/core/message/safe-text.ts';
import { parseWebAddress } from '../../../src/core/text/web-address.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Text for Slack's markup (`text` of a message). With `& < >` gone no mention, link or date can begin; formatting by
 * `* _ ~` and backticks is switched off for the whole text with `mrkdwn: false` where it is sent.
 */
export function escapeText(text: SafeText): Markup {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character) as Markup;
}

/** A dot in what Slack would make a link of by itself: a domain name or a mail address. */
const DOT_OF_A_NAME = /(?<=[\p{L}\p{N}_-])\.(?=\p{L})/gu;

/**
 * Text in a message itself and not in its blocks, where Slack links addresses by itself: a dot leader looks
 * like the dot, but makes no link.
 */
export function withoutLinks(text: SafeText): Markup {
  return escapeText(text).replaceAll('://', ':/\u2215').replace(DOT_OF_A_NAME, '\u2024') as Markup;
}

/** A link that shows its own address; empty if it is not a web address. */
export function linkBare(address: string | undefined): Markup {
  const url = parseWebAddress(address);
  return (url === undefined ? '' : `<${url.replaceAll('&', '&amp;')}>`) as Markup;
}

/** The non-empty parts, with a space or a line break between. */
export function joinMarkup(parts: readonly Markup[], between: ' ' | '\n'): Markup {
  return parts.filter((part) => part !== '').join(between) as Markup;
}

/** What a person typed, from Slack's escaped text: the inverse of `escapeText`. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** The text of a message of ours as Slack returns it: markup that was made here. */
export function readOwnMarkup(text: string): Markup {
  return text as Markup;
}
