import { truncate } from '../paper/format.ts';

declare const SAFE: unique symbol;
declare const MARKUP: unique symbol;

/**
 * Text from outside without invisible or control characters, bounded in length. Only the functions below create it, and the payload
 * types of the platforms accept no other text: a renderer cannot forget to call them.
 */
export type SafeText = string & { readonly [SAFE]: true };

/** Text in a platform's markup, in which text from outside is escaped. Only that platform's `escape.ts` creates it. */
export type Markup = string & { readonly [MARKUP]: true };

/** A platform's own type in which the fields of these names hold safe text, at any depth. */
export type WithSafeText<T, Name extends string> =
  T extends ReadonlyArray<infer Item>
    ? Array<WithSafeText<Item, Name>>
    : T extends object
      ? { [K in keyof T]: K extends Name ? Exchanged<T[K], Name> : WithSafeText<T[K], Name> }
      : T;

type Exchanged<T, Name extends string> = T extends string ? SafeText : WithSafeText<T, Name>;

/** Controls and separators that some clients draw as a line break. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * Draws nothing, is a space that no search for white space finds, or reverses the reading direction of what follows.
 * The joiners U+200C and U+200D and the emoji selectors U+FE0E and U+FE0F are handled separately.
 */
const INVISIBLE =
  /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/gu;

/** Joiners hold emoji and the letters of several scripts together; beside ASCII, a space or another joiner they only hide text. */
const JOINERS = /[\u200c\u200d]+/g;

/** A tall stack of accents covers the lines above and below. No script stacks more than three above or below one letter. */
const ACCENT_TOWER = /([\p{Mn}\p{Me}]{3})[\p{Mn}\p{Me}]+/gu;

/** Something visible: not a space, an accent or a selector alone. */
const SEEN = /[^\s\p{M}\u200c\u200d]/u;

/** For a text that is cut to `max`, at most this many characters are read: the rest is invisible, or cut. */
const countRead = (max: number): number => 4 * max + 400;

/** Text as one line, at most `max` UTF-16 units; empty if nothing of it is visible. */
export function toOneLine(text: string, max: number): SafeText {
  const line = toVisibleLine(text.slice(0, countRead(max))).trim();
  return (SEEN.test(line) ? truncate(line, max) : '') as SafeText;
}

/** Text with meaningful line breaks. */
export function toManyLines(text: string, max: number): SafeText {
  const lines = splitLines(text, max).map((line) => toVisibleLine(line).trim());
  const whole = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return (SEEN.test(whole) ? truncate(whole, max) : '') as SafeText;
}

/** A part of a longer text: line breaks stay, and so does a space at either end, which separates it from its neighbors. */
export function cutSafeText(text: string, max: number): SafeText {
  return truncate(splitLines(text, max).map(toVisibleLine).join('\n'), max) as SafeText;
}

function splitLines(text: string, max: number): string[] {
  return text.slice(0, countRead(max)).split(/\r\n|\r|\n/);
}

function toVisibleLine(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.replace(/ {2,}/g, ' ');
  return text
    .toWellFormed()
    .replace(CONTROLS, ' ')
    .replace(INVISIBLE, '')
    .replace(JOINERS, (run, at: number, whole: string) =>
      isPlain(whole[at - 1]) || isPlain(whole[at + run.length]) ? '' : run.charAt(0),
    )
    .replace(ACCENT_TOWER, '$1')
    .replace(NOT_ONE_SPACE, ' ');
}

/** White space that is more than one space, or another character. A space for each space would be a copy of each word. */
const NOT_ONE_SPACE = /[^\S ]\s*| \s+/g;

/** ASCII, a space, or the end of the text. */
function isPlain(character = ' '): boolean {
  return character < '\x80' || /\s/.test(character);
}
