/** What controls a terminal, or reorders text around it: C0 and C1 controls except line feed and tab, separators, direction marks. */
const STEERING = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]/gu;

/**
 * The text with every character that controls a terminal escaped, as `\u001b`. Everything that the process prints or logs
 * is escaped here. The form is JSON's own, so that JSON stays JSON with the same meaning.
 */
export function toPrintable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(STEERING, writeEscape);
}

/** JSON escapes of characters that control a terminal: `\b`, `\f` and `\r` are the short ones. */
const JSON_ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([bfr])|.)/g;
const SHORT: Readonly<Record<string, string>> = { b: '\b', f: '\f', r: '\r' };

/** A line of JSON that is safe even after it has been parsed and its strings are printed unescaped. */
export function toPrintableOnceParsed(json: string): string {
  return toPrintable(json).replace(JSON_ESCAPE, (escaped: string, hex?: string, short?: string) => {
    const character = hex === undefined ? SHORT[short ?? ''] : String.fromCharCode(Number.parseInt(hex, 16));
    return character?.search(STEERING) === 0 ? `\\${writeEscape(character)}` : escaped;
  });
}

function writeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
