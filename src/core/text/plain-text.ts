/**
 * Invisible characters: soft hyphens, zero-width spaces, marks of direction, the byte order mark. Copied along
 * with an id or a word, they make it unequal to the typed one.
 */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
/** Whether a character is invisible and has no meaning. */
export function isInvisible(character: string): boolean {
  return character.replace(INVISIBLE, '') === '';
}

/** Joiners: part of emoji and of Persian or Indic words, but meaningless beside ASCII or a space. */
const JOINERS = /[\u200c\u200d]+/g;
/** Full-width forms of ASCII, as input methods for Chinese and Japanese write them. */
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const DOUBLE_QUOTES = /[“”„‟«»〝〞″]/g;
const SINGLE_QUOTES = /[‘’‚‛′]/g;
/** Phones and word processors replace the two dashes before an option's name with one long dash. */
const LONG_DASHES_OF_AN_OPTION = /(?<!\S)[—―](?=[a-z])/gi;
const DASHES = /[‐‑‒–—―−﹘﹣]/g;

/**
 * What was typed or pasted, in plain form: straight quotes, plain dashes and spaces, nothing
 * invisible. `mon–fri` becomes `mon-fri`, `—time 9:00` becomes `--time 9:00`. Every text that a person hands to a command
 * is normalized here, on every platform; doing so twice changes nothing.
 */
export function toPlainText(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  return (
    text
      .replace(INVISIBLE, '')
      .replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET))
      .replace(SPACES, ' ')
      .replace(DOUBLE_QUOTES, '"')
      .replace(SINGLE_QUOTES, "'")
      .replace(LONG_DASHES_OF_AN_OPTION, '--')
      .replace(DASHES, '-')
      // Last: the characters beside them are normalized by now.
      .replace(JOINERS, (run, at, whole) =>
        isAscii(whole[at - 1]) || isAscii(whole[at + run.length]) ? '' : run,
      )
  );
}

/** Also at the beginning or end of a text. */
function isAscii(character = ''): boolean {
  return character < '\x80';
}
