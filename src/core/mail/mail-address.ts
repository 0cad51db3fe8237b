const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;
const LOCAL = new Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.");

/**
 * An address as people have them, `name@example.org`, in the form in which it is used for sending; `undefined` for anything else.
 * Quoted names, comments and addresses of hosts without a domain are legal but not accepted: nobody has one, and each of them
 * is a way to smuggle a second recipient in.
 */
export function parseMailAddress(text: string): string | undefined {
  const typed = text.trim();
  if (typed.length > MAX_LENGTH) return undefined;
  const at = typed.lastIndexOf('@');
  const local = typed.slice(0, at);
  const domain = readDomain(typed.slice(at + 1));
  return at > 0 && isLocalPart(local) && domain !== undefined ? `${local}@${domain}` : undefined;
}

/**
 * The address without what does not change the recipient: capital letters, and a tag after `+`, with which one person's mailbox
 * could be filled a thousand times.
 */
export function toMailboxKey(address: string): string {
  const at = address.lastIndexOf('@');
  const [name = ''] = address.slice(0, at).split('+', 1);
  return `${name}${address.slice(at)}`.toLowerCase();
}

/** What is behind the last `@`. */
export function toDomain(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function isLocalPart(local: string): boolean {
  if (local.length > MAX_LOCAL_LENGTH || local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return false;
  return [...local].every((char) => LOCAL.has(char));
}

/** The domain in ASCII: the URL parser knows how names in other scripts are written. */
function readDomain(text: string): string | undefined {
  if (text === '' || [...text].some((char) => '/?#:@[]\\%'.includes(char) || char <= ' ')) return undefined;
  const host = URL.parse(`http://${text}/`)?.hostname ?? '';
  const labels = host.split('.');
  const isName = labels.length > 1 && labels.every((label) => label.length > 0 && label.length <= 63);
  // An IP address ends in a number.
  const last = labels.at(-1) ?? '';
  return isName && [...last].some((char) => char >= 'a' && char <= 'z') ? host : undefined;
}

/** `Paperboy <papers@example.org>` or the address alone. */
export interface NamedAddress {
  readonly name?: string;
  readonly address: string;
}

/** Parses the sender of a mail; `undefined` where it is not an address. */
export function parseNamedAddress(text: string): NamedAddress | undefined {
  const typed = text.trim();
  if (!typed.endsWith('>')) {
    const address = parseMailAddress(typed);
    return address === undefined ? undefined : { address };
  }
  const open = typed.indexOf('<');
  const address = parseMailAddress(typed.slice(open + 1, -1));
  const name = typed.slice(0, open).trim();
  const isPlain = [...name].every((char) => char >= ' ' && !'"<>\\'.includes(char));
  return open < 0 || address === undefined || !isPlain ? undefined : { ...(name ? { name } : {}), address };
}
