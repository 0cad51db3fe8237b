/** Longest address that becomes a link by default. */
const MAX_LENGTH = 500;

/** One label of a host name. The underscore is not standard, but project pages use it. */
const LABEL = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/;

/** Names that lead to the reader's own machine or network (RFC 6761, RFC 6762, RFC 8375, ICANN's `.internal`). */
const PRIVATE_NAMES = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|invalid|onion|home\.arpa)$/;

/** `<>|`, quotes and brackets end a link early in Slack's and Discord's markup; the URL parser leaves most of them alone. */
const UNSAFE = /[<>|()[\]{}\\^`"'\s]/g;

/**
 * An untrusted field becomes a link only if it is a plain web address of bounded length with a public-looking host, in the URL
 * parser's own form. Escaping is done by the parser, part by part, and never in the host: an address that
 * reads differently when it is parsed once more is dropped, because a platform would refuse the whole message for it.
 */
export function parseWebAddress(text: string | undefined, limit = MAX_LENGTH): string | undefined {
  // A very long text is rejected before the parser runs.
  const url = text && text.length <= 4 * limit ? URL.parse(text.trim()) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  if (!isPublicHost(url.hostname)) return undefined;
  url.pathname = escapeUnsafe(url.pathname);
  url.search = escapeUnsafe(url.search);
  url.hash = escapeUnsafe(url.hash);
  const { href } = url;
  return href.length <= limit && URL.parse(href)?.href === href ? href : undefined;
}

function escapeUnsafe(part: string): string {
  return part.replace(UNSAFE, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

/** A name with a dot, or an IPv4 address of the open internet. The brackets of an IPv6 address break every markup. */
function isPublicHost(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  if (name.length > 253 || PRIVATE_NAMES.test(name)) return false;
  const labels = name.split('.');
  if (labels.length < 2 || !labels.every((label) => label.length <= 63 && LABEL.test(label))) return false;
  // The parser has converted every spelling of an IPv4 address to four numbers.
  return /^\d+$/.test(labels.at(-1) ?? '') ? isPublicIpv4(labels.map(Number)) : true;
}

/** IANA's special-purpose registry, as far as it can occur in an address. */
function isPublicIpv4([a = 0, b = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100) return b < 64 || b > 127;
  if (a === 169) return b !== 254;
  if (a === 172) return b < 16 || b > 31;
  if (a === 192) return b !== 168 && b !== 0;
  return !(a === 198 && (b === 18 || b === 19));
}
