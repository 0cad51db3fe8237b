/** The least text that is greater than every text with this prefix; `like` would take `_` and `%` for wildcards. */
export function prefixEnd(prefix: string): string {
  const last = prefix.length - 1;
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
}
