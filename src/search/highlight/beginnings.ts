/** More letters add hardly any precision, and the endings of stems differ from those of their words. */
const MAX_LETTERS = 3;
/** What may be between the letters of a word that is joined from several: `GPT-4o` is `gpt4o`, `M$^{3}` is `m3`. */
const JOINER = "[-_'.^{}$\\\\]{0,3}";

/**
 * Finds where a word with one of the stems may begin, and every character that is not ASCII: what is there has to be
 * read properly, and nearly all else of a text can be passed over. `undefined` where a stem may reach over spaces, as
 * `o(nlogn)` does.
 */
export function buildBeginningsPattern(stems: Iterable<string>): RegExp | undefined {
  const beginnings: string[] = [];
  for (const stem of stems) {
    if (stem.includes('(')) return undefined;
    // Of a stem all letters but the last are its word's: `happi` is `happy`.
    const most = Math.min(MAX_LETTERS, Math.max(1, stem.length - 1));
    const letters = /^[\0-\x7f]*/.exec(stem.slice(0, most))?.[0] ?? '';
    beginnings.push(letters.replace(/[^a-z0-9]/g, '\\$&').replace(/(?<!^)(?=\\|[a-z0-9])/g, () => JOINER));
  }
  return new RegExp([...beginnings.filter((letters) => letters !== ''), '[^\\0-\\x7f]'].join('|'), 'gi');
}
