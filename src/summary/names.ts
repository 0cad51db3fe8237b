const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}+#'’._/-]*/gu;
/** Fields and machines rather than methods or data sets: nobody is misled by them. */
const COMMON_NAMES: ReadonlySet<string> = new Set(['ai', 'ml', 'nlp', 'llm', 'gpu', 'cpu', 'api']);
const FUNCTION_WORDS = /^(?:an?|the|of|and|or|for|to|in|on|with|by|is|are|as|at|from|that|we)$/i;
/** Initials are taken from so many words at the top, where names are introduced; of a whole paper they would fit anything. */
const WORDS_WITH_INITIALS = 400;
const LONGEST_INITIALS = 6;

/** Everything by which a name may be known in a text. */
export function namesKnownIn(text: string): ReadonlySet<string> {
  const tokens = text.match(TOKEN) ?? [];
  const keys = tokens.map(keyOf);
  const known = new Set(keys);
  for (const [i, key] of keys.entries()) {
    // `Image Net` is ImageNet, `GPT 4` is GPT-4.
    known.add(key + (keys[i + 1] ?? ''));
    for (const part of partsOf(tokens[i] ?? '')) known.add(keyOf(part));
  }
  const words = tokens
    .slice(0, WORDS_WITH_INITIALS)
    .flatMap(partsOf)
    .filter((word) => !FUNCTION_WORDS.test(word));
  for (const [i] of words.entries()) {
    let initials = '';
    for (const word of words.slice(i, i + LONGEST_INITIALS)) {
      initials += word.charAt(0).toLowerCase();
      if (initials.length > 1) known.add(initials);
    }
  }
  return known;
}

/**
 * The names in a sentence: `ResNet`, `GPT-4o`, `BERT`, `LoRA-style`. A word with a capital at its beginning alone counts
 * where capitals mean something, in English; in a script without capitals every Latin word does.
 */
export function namesIn(sentence: string, language: string): string[] {
  const tokens = sentence.match(TOKEN) ?? [];
  const isLatin = (sentence.match(/\p{Script=Latin}/gu)?.length ?? 0) * 2 > sentence.length;
  return tokens
    .filter((token, i) => {
      if (!/\p{Script=Latin}/u.test(token) || token.length < 2) return false;
      if (/\p{L}.*\p{Lu}|\p{N}.*\p{Lu}|\p{Lu}.*\p{N}/u.test(token)) return true;
      if (!isLatin) return true;
      return language === 'en' && i > 0 && /^\p{Lu}/u.test(token);
    })
    .map((token) => token.replace(/['’._/-]+$/, ''));
}

export function isKnown(name: string, known: ReadonlySet<string>): boolean {
  const key = keyOf(name);
  if ([key, key.replace(/s$/, '')].some((one) => known.has(one) || COMMON_NAMES.has(one))) return true;
  const parts = partsOf(name);
  // `GPT-4-based`: what is written small is no name, and what is a number is looked at as one.
  return (
    parts.length > 1 && parts.every((part) => /^(?:\p{Ll}+|\p{N}+)$/u.test(part) || isKnown(part, known))
  );
}

function partsOf(token: string): string[] {
  return token.split(/[-/_.'’]/).filter((part) => part !== '');
}

function keyOf(token: string): string {
  return token
    .toLowerCase()
    .replace(/['’]s$/, '')
    .replace(/[^\p{L}\p{N}+#]/gu, '');
}
