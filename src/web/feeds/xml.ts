declare const XML: unique symbol;

/** XML in which every text is escaped. */
export type Xml = string & { readonly [XML]: true };

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const SPACES: ReadonlySet<string> = new Set(['\t', '\n', '\r']);

/** XML that we wrote, with texts from outside in it; what is XML already stays as it is. */
export function xml(
  strings: TemplateStringsArray,
  ...values: ReadonlyArray<Xml | Raw | string | readonly Xml[]>
): Xml {
  const parts = values.map((value) => {
    if (Array.isArray(value)) return value.join('');
    return typeof value === 'object' && 'xml' in value ? value.xml : escapeXml(String(value));
  });
  return String.raw({ raw: strings }, ...parts) as Xml;
}

interface Raw {
  readonly xml: Xml;
}

/** Marks what is XML already. */
export function raw(of: Xml): Raw {
  return { xml: of };
}

/**
 * Text for XML, between tags or in an attribute. A character that XML 1.0 has no place for is left out: escaped or in CDATA, it
 * makes the whole feed unreadable.
 */
function escapeXml(text: string): string {
  return Array.from(text.toWellFormed(), (char) => (isAllowed(char) ? (ENTITIES[char] ?? char) : '')).join(
    '',
  );
}

function isAllowed(char: string): boolean {
  return SPACES.has(char) || (char >= ' ' && char !== '\ufffe' && char !== '\uffff');
}
