/** Controls and separators that some clients draw as a line break. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * Draws nothing, or turns the reading direction around for what follows. The joiners U+200C and U+200D stay: they hold
 * emoji and the letters of several scripts together.
 */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/gu;

/** A tower of accents covers the lines above and below. */
const ACCENT_TOWER = /(\p{M}{3})\p{M}+/gu;

/** What can open markup, a mention, a link, a timestamp or a spoiler in the middle of a line. */
const INLINE = /[\\`*_~|<>@[\]]/g;

/** What opens a heading, a quote, a list or small print, at the start of a line alone. */
const LINE_START = /^(\s*)([#+-](?=[\s#]|$)|\d+(?=[.)](?:\s|$)))/gm;

/** An address that Discord would link or draw a preview of by itself, and an invite, which needs no scheme. */
const ADDRESS = /:(?=\/\/)|(?<=discord(?:app)?\.(?:gg|com))\//gi;

/** Untrusted text as one line that draws nothing but itself. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(CONTROLS, ' ')
    .replace(INVISIBLE, '')
    .replace(ACCENT_TOWER, '$1')
    .replace(/\s+/g, ' ')
    .replace(/^[\s\u200c\u200d]+|[\s\u200c\u200d]+$/g, '');
}

/** Untrusted text whose line breaks mean something. */
export function manyLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(oneLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/**
 * Text in Discord's markdown. A backslash takes the meaning of any punctuation, so a title can neither mention nor link
 * nor format.
 */
export function escapeText(text: string): string {
  return text
    .replace(INLINE, '\\$&')
    .replace(ADDRESS, '\\$&')
    .replace(LINE_START, (_, space: string, mark: string) =>
      /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
    );
}

/**
 * The label of a masked link. Discord reads no backslash before a bracket there, and gives the whole link up at one
 * without its partner: wide brackets look alike and mean nothing. It gives it up also where the label is an address.
 */
export function escapeLabel(text: string): string {
  const harmless = text
    .replace(/\[/g, '［')
    .replace(/\]/g, '］')
    .replace(/\b[a-z][a-z0-9+.-]*:\/\//gi, '');
  return escapeText(harmless);
}

/** What stands between backticks, where nothing else has a meaning. */
export function codeText(text: string): string {
  return text.replace(/`/g, 'ˋ');
}
