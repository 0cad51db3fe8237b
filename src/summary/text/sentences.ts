/** Abbreviations that another word follows: their full stop ends no sentence, whatever comes next. */
const NEVER_LAST =
  /(?:^|[\s([{"'“‘])(?:[eE]\.g|[iI]\.e|[cC]f|vs|viz|resp|approx|ca|ex|w\.r\.t|a\.k\.a|s\.t|[fF]igs?|[eE]qs?|Secs?|Tabs?|Refs?|Alg|Thm|Def|Ch|App|Dr|Prof|Mr|Mrs|Ms|St)\.$/;
/** Those that may also be the last word: only a word that begins sentences decides. */
const MAYBE_LAST = /(?:^|[\s([{"'“‘])(?:al|etc|No|Inc|Ltd|[A-Z]|(?:[A-Z]\.)+[A-Z])\.$/;
const STARTER =
  /^(?:We|Our|This|These|The|In|It|However|To|Here|They|There|Moreover|Furthermore|Finally|Specifically)\b/;
/** Where a sentence may end: at a mark before white space, at a CJK full stop, and where the space was forgotten. */
const END =
  /(?<![.!?…])[.!?…]+["'”’)\]}]*(?=\s|$)|[。！？]+[”’」』）]*|(?<=[a-z)\]]{2})\.(?=(?:We|Our|The|This|These|In|However|To|It) )/g;
/** A formula between dollars; a price is not one, since a space precedes its second dollar. */
const FORMULA = /\$(?=\S)[^$]{0,300}?(?<=\S)\$(?!\d)/g;
/** As far back as an abbreviation can reach. */
const TAIL = 16;

/** Without the characters that a reader does not see, which a model does, and which hide a word from a pattern. */
export function toVisible(text: string): string {
  return text.replace(/[\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]/gu, '');
}

/** The text with white space folded, as every sentence has it. */
export function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The sentences of a text, in order, white space folded. Abbreviations, decimals, formulas and addresses do not end one. */
export function splitSentences(text: string): string[] {
  const folded = fold(text);
  const formulas = [...folded.matchAll(FORMULA)].map(
    ({ index, 0: all }) => [index, index + all.length] as const,
  );
  const sentences: string[] = [];
  let start = 0;
  let formula = 0;
  for (const { index, 0: mark } of folded.matchAll(END)) {
    while ((formulas[formula]?.[1] ?? Number.POSITIVE_INFINITY) <= index) formula += 1;
    const end = index + mark.length;
    if ((formulas[formula]?.[0] ?? Number.POSITIVE_INFINITY) < index || !endsHere(folded, start, end))
      continue;
    sentences.push(folded.slice(start, end).trim());
    start = end;
  }
  const rest = folded.slice(start).trim();
  return rest === '' ? sentences : [...sentences, rest];
}

function endsHere(text: string, start: number, end: number): boolean {
  const last = text.slice(Math.max(start, end - TAIL), end);
  const next = text.slice(end, end + TAIL).trimStart();
  if (next === '') return true;
  // What goes on in lower case is the same sentence still.
  if (/^[\p{Ll},;:)\]]/u.test(next) || NEVER_LAST.test(last)) return false;
  return !MAYBE_LAST.test(last) || STARTER.test(next);
}
