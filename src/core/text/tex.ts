const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
};

/** A formula between dollars; a price is not one, since a space precedes its second dollar. */
const FORMULA = /\$(?=\S)[^$]{0,300}(?<=\S)\$(?!\d)/g;
/** `Schr\"odinger`, `Bal\'{a}zs`: accents as arXiv writes them. */
const ACCENT = /\\["'`^~=.](?:\{[A-Za-z]\}|[A-Za-z])|\\[cvuHkr]\{[A-Za-z]\}/g;

/**
 * A text as a BibTeX field: special characters are escaped, formulas and accents stay. Braces are balanced,
 * since BibTeX counts them even after a backslash: one too many breaks the rest of the file.
 */
export function escapeTex(text: string): string {
  const folded = text.replace(/\s+/g, ' ').trim();
  return splitBy(folded, FORMULA)
    .map(({ text, isMatch }) => (isMatch && isSound(text) ? text : escapeProse(text)))
    .join('');
}

function escapeProse(text: string): string {
  return splitBy(text, ACCENT)
    .map(({ text, isMatch }) => (isMatch ? `{${text}}` : escapeCharacters(text)))
    .join('');
}

function escapeCharacters(text: string): string {
  const paired = findPairedBraces(text);
  return [...text.matchAll(/[\s\S]/gu)]
    .map(({ index, 0: character }) => {
      if (character === '{') return paired.has(index) ? '\\{' : '\\textbraceleft{}';
      if (character === '}') return paired.has(index) ? '\\}' : '\\textbraceright{}';
      return ESCAPED[character] ?? character;
    })
    .join('');
}

/** The positions of braces that have a partner. */
function findPairedBraces(text: string): ReadonlySet<number> {
  const [open, paired]: [number[], Set<number>] = [[], new Set()];
  for (const { index, 0: brace } of text.matchAll(/[{}]/g)) {
    const partner = brace === '{' ? undefined : open.pop();
    if (brace === '{') open.push(index);
    else if (partner !== undefined) paired.add(partner).add(index);
  }
  return paired;
}

/** Whether a formula can stay as it is: nothing in it ends the line, the cell or the field. */
function isSound(formula: string): boolean {
  const braces = formula.match(/[{}]/g)?.length ?? 0;
  return findPairedBraces(formula).size === braces && !/(?<!\\)[%#&]|\\$/.test(formula.slice(1, -1));
}

function splitBy(text: string, pattern: RegExp): Array<{ readonly text: string; readonly isMatch: boolean }> {
  const parts: Array<{ text: string; isMatch: boolean }> = [];
  let at = 0;
  for (const { index, 0: match } of text.matchAll(pattern)) {
    parts.push({ text: text.slice(at, index), isMatch: false }, { text: match, isMatch: true });
    at = index + match.length;
  }
  return [...parts, { text: text.slice(at), isMatch: false }];
}
