const ABBREVIATION =
  /(?:\b(?:e\.g|i\.e|et al|cf|vs|etc|resp|approx|Fig|Figs|Eq|Eqs|Sec|Tab|Ref|Dr|Prof|No|St|w\.r\.t|a\.k\.a)|\b[A-Z])\.$/;

/** The sentences of an abstract, in order, white space folded. Abbreviations, decimals and addresses do not end one. */
export function splitSentences(text: string): string[] {
  const folded = text.replace(/\s+/g, ' ').trim();
  const sentences: string[] = [];
  let start = 0;
  for (const match of folded.matchAll(/[.!?]["')\]]*(?=\s|$)/g)) {
    const end = match.index + match[0].length;
    const sentence = folded.slice(start, end).trim();
    const next = folded.slice(end).trimStart();
    // A sentence begins with a capital, a digit, a quote or a formula.
    if (ABBREVIATION.test(sentence) || /^[a-z]/.test(next)) continue;
    if (sentence !== '') sentences.push(sentence);
    start = end;
  }
  const rest = folded.slice(start).trim();
  return rest === '' ? sentences : [...sentences, rest];
}
