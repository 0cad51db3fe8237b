/** A name and the number behind it, whatever is between the two: `Qwen2.5`, `GPT-4o`, `Llama 3`; not `GPT 4 times`. */
const VERSIONED =
  /(?<!\p{L})(\p{L}{2,})[ \u00a0\u2010\u2011_-]?(\d+(?:\.\d+)*\p{Ll}?)(?![\p{L}\p{N}]|\.\d|[\s-]*(?:%|times|percent|points?|fold|x)(?!\p{L}))/gu;
/** `7B` in `Qwen2.5-7B`. */
const SIZE = /(?<=[\p{L}\p{N}][_-])\d+(?:\.\d+)?[mbt](?![\p{L}\p{N}])/giu;

/** The versions that a text names. */
export function listVersions(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(VERSIONED)].map(([, name = '', version = '']) => toKey(name, version)));
}

/** The same sentence with each of these versions as one word: the number in `Qwen 2.5` is the name's. */
export function withVersionsJoined(sentence: string, versions: ReadonlySet<string>): string {
  return sentence.replace(VERSIONED, (all, name: string, version: string) =>
    /^\p{Lu}/u.test(name) && versions.has(toKey(name, version)) ? name + version : all,
  );
}

/** The sizes at the end of names: a summary of a paper about `Qwen2.5-7B` may call it a 7B model. */
export function listSizes(text: string): string[] {
  return (text.match(SIZE) ?? []).map((size) => size.toUpperCase());
}

function toKey(name: string, version: string): string {
  return `${name.toLowerCase()} ${version}`;
}
