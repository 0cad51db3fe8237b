/** Shapes of values that can be no secret. */
export const NUMBER = /^[-+]?\d{1,7}(?:[.,]\d{0,3})?$/;
export const WORD = /^[A-Za-z]{1,10}$/;
export const INSTANT = /^\d{1,4}-\d{1,2}-\d{1,2}[\d:TZ.+-]{0,20}$/;

export function matching(text: string, pattern: RegExp, complaint: string): string {
  if (!pattern.test(text)) throw new Error(complaint);
  return text;
}

export function webUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error('is not a web address');
  if (url.username || url.password) throw new Error('holds a name or a password, which would end up in logs');
  return text;
}

export function amount(text: string): number {
  return Number(matching(text, /^\d{1,9}(\.\d{1,9})?$/, 'is not an amount such as 0.15'));
}

export function whole(text: string, min: number, max: number): number {
  const n = Number(text);
  if (!/^\d+$/.test(text) || n < min || n > max)
    throw new Error(`is not a whole number from ${min} to ${max}`);
  return n;
}

/** Names of parameters that carry a key. */
const KEY_NAME = /key|token|secret|pass|pwd|sig|auth|cred/i;
/** A value so long is a key, whatever its name. */
const LONGEST_WORD = 20;

/** What an address may carry of a secret: `?api-key=…`, its fragment, and a part of its path as long as a key. */
export function secretsInUrl(text: string): string[] {
  const url = URL.parse(text);
  if (!url) return [];
  const parameters = [...url.searchParams]
    .filter(([name, value]) => KEY_NAME.test(name) || value.length > LONGEST_WORD)
    .map(([, value]) => value);
  const parts = url.pathname.split('/').filter((part) => part.length > LONGEST_WORD);
  return [...parameters, ...parts.flatMap((part) => [part, decoded(part)]), url.hash.slice(1)].filter(
    (secret) => secret !== '',
  );
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
