declare const XML: unique symbol;

/** XML in which every text is escaped. */
export type Xml = string & { readonly [XML]: true };

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const SPACES: ReadonlySet<string> = new Set(['\t', '\n', '\r']);

/** XML that we wrote, with texts from outside in it; a list is of what is XML already. */
export function xml(strings: TemplateStringsArray, ...values: ReadonlyArray<string | readonly Xml[]>): Xml {
  const parts = values.map((value) => (typeof value === 'string' ? escapeXml(value) : value.join('')));
  return String.raw({ raw: strings }, ...parts) as Xml;
}

/** What cannot stand in XML as it is: most text has none of it, and is copied as a whole. */
const NOT_PLAIN = /[&<>"\p{Cc}\ufffe\uffff]/gu;

/**
 * Text for XML, between tags or in an attribute. A character that XML 1.0 has no place for is left out: escaped or in CDATA, it
 * makes the whole feed unreadable.
 */
function escapeXml(text: string): string {
  return text.toWellFormed().replace(NOT_PLAIN, (char) => ENTITIES[char] ?? (isAllowed(char) ? char : ''));
}

function isAllowed(char: string): boolean {
  return char >= ' ' ? char !== '\ufffe' && char !== '\uffff' : SPACES.has(char);
}
