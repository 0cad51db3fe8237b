declare const XML: unique symbol;

/** XML in which every text is escaped. */
export type Xml = string & { readonly [XML]: true };

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const SPACES: ReadonlySet<string> = new Set(['\t', '\n', '\r']);

/** XML that we wrote, with texts from outside in it; a list is of what is XML already. */
export function xml(strings: TemplateStringsArray, ...values: ReadonlyArray<string | readonly Xml[]>): Xml {
  let written = strings[0] ?? '';
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? '';
    if (typeof value === 'string') written += escapeXml(value);
    else for (const part of value) written += part;
    written += strings[i + 1] ?? '';
  }
  return written as Xml;
}

/** What cannot stand in XML as it is: most text has none of it, and is not copied. */
const NOT_PLAIN = /[&<>"\p{Cc}\ufffe\uffff]/u;
const ALL_NOT_PLAIN = /[&<>"\p{Cc}\ufffe\uffff]/gu;

/**
 * Text for XML, between tags or in an attribute. A character that XML 1.0 has no place for is left out: escaped or in CDATA, it
 * makes the whole feed unreadable.
 */
function escapeXml(text: string): Xml {
  const sound = text.isWellFormed() ? text : text.toWellFormed();
  const escaped = NOT_PLAIN.test(sound)
    ? sound.replace(ALL_NOT_PLAIN, (char) => ENTITIES[char] ?? (isAllowed(char) ? char : ''))
    : sound;
  return escaped as Xml;
}

function isAllowed(char: string): boolean {
  return char >= ' ' ? char !== '\ufffe' && char !== '\uffff' : SPACES.has(char);
}
