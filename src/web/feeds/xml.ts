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

/**
 * Text for XML, between tags or in an attribute. A character that XML 1.0 has no place for is left out: escaped or in CDATA, it
 * makes the whole feed unreadable. What needs no change is copied in long pieces: a feed may have a megabyte.
 */
function escapeXml(text: string): string {
  const sound = text.toWellFormed();
  let escaped = '';
  let from = 0;
  for (let i = 0; i < sound.length; i++) {
    const char = sound.charAt(i);
    const entity = ENTITIES[char];
    if (entity === undefined && isAllowed(char)) continue;
    escaped += sound.slice(from, i) + (entity ?? '');
    from = i + 1;
  }
  return escaped + sound.slice(from);
}

function isAllowed(char: string): boolean {
  return char >= ' ' ? char !== '\ufffe' && char !== '\uffff' : SPACES.has(char);
}
