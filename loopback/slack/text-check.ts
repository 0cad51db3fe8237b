import { isAddress } from './address-check.ts';
import { asJson, atMost, type Found } from './violations.ts';

/** A text object of at most so many characters, and of one type alone where `only` names it. */
export function checkText(
  found: Found,
  text: unknown,
  at: string,
  most: number,
  only?: 'plain_text' | 'mrkdwn',
): void {
  const { type, text: words } = asJson(text);
  if (type !== 'plain_text' && type !== 'mrkdwn') found.blocks(at, 'no text object');
  if (only && type !== only) found.blocks(at, `must be ${only}`);
  if (typeof words !== 'string' || words === '') {
    found.blocks(at, 'empty text');
    return;
  }
  atMost(found, words, most, at);
  if (type === 'mrkdwn') checkMrkdwn(found, words, at);
}

/** Every `<` begins a whole link; none is a mention, a date or a command. */
export function checkMrkdwn(found: Found, words: string, at: string): void {
  const rest = words.replace(/<https?:\/\/[^<>|\s]+(?:\|[^<>|\n]+)?>/g, '');
  if (/[<>]/.test(rest)) found.blocks(at, `markup that is no link, ${rest.slice(0, 60)}`);
}

export function checkUrl(found: Found, url: unknown, at: string, most: number): void {
  if (!isAddress(url)) found.blocks(at, 'invalid url');
  atMost(found, url, most, at);
}
