import type { Paper } from './paper.ts';
import type { Subscription } from './subscription.ts';

/** What a channel wants to see. */
export type Filter = Pick<Subscription, 'topics' | 'without' | 'minVotes'>;

export type Verdict = { readonly keep: true } | { readonly keep: false; readonly reason: string };

/** An arXiv category (`cs.CL`, `quant-ph`) or a whole archive (`cs.*`); not any word with a full stop in it (`z.ai`). */
const CATEGORY =
  /^(?:(?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)\.(?:[a-z]{2,}(?:-[a-z]+)?|\*)|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph)$/i;

/** Whether a paper passes a channel's filter, and if not, which rule dropped it. */
export function matchesTopics(paper: Paper, { topics, without, minVotes }: Filter): Verdict {
  const upvotes = paper.upvotes ?? 0;
  if (upvotes < minVotes) {
    return { keep: false, reason: `${upvotes} upvotes are fewer than the ${minVotes} asked for` };
  }
  const excluded = [...without, ...topics.filter(isMinus).map((term) => term.slice(1))].find((term) =>
    matches(paper, term),
  );
  if (excluded !== undefined)
    return { keep: false, reason: `matches "${excluded}", which this channel does not want` };
  const wanted = topics.filter((term) => !isMinus(term));
  if (wanted.length > 0 && !wanted.some((term) => matches(paper, term))) {
    const unknown = paper.categories === undefined && wanted.some(isCategory);
    return {
      keep: false,
      reason: `matches none of the topics ${wanted.map((term) => `"${term}"`).join(', ')}${unknown ? ' (arXiv has not told its categories yet)' : ''}`,
    };
  }
  return { keep: true };
}

/** Terms as typed: separated by commas or blanks, phrases in quotes; `none` is none. */
export function parseTerms(text: string): string[] {
  if (/^(?:none|all|-)?$/i.test(text.trim())) return [];
  const terms = [...text.matchAll(/(-?)"([^"]+)"|([^\s,]+)/g)].map(([, minus = '', phrase, word]) =>
    phrase === undefined ? (word ?? '').replaceAll('"', '') : `${minus}${phrase.trim()}`,
  );
  return [...new Set(terms.filter((term) => /[\p{L}\p{N}]/u.test(term)))].slice(0, MOST_TERMS);
}

/** More are a mistake, and a slow one. */
const MOST_TERMS = 50;

function isCategory(term: string): boolean {
  return CATEGORY.test(term);
}

function isMinus(term: string): boolean {
  return term.startsWith('-') && term.length > 1;
}

/** A category matches the paper's categories; anything else its words, whole and in order, whatever their case. */
function matches(paper: Paper, term: string): boolean {
  const bare = term.replace(/^"(.*)"$/, '$1').trim();
  if (bare === '') return false;
  if (isCategory(bare)) {
    const archive = bare.endsWith('.*') ? bare.slice(0, -1).toLowerCase() : undefined;
    return (paper.categories ?? []).some((category) => {
      const name = category.toLowerCase();
      return archive ? name.startsWith(archive) : name === bare.toLowerCase();
    });
  }
  return ` ${wordsOf(textOf(paper))} `.includes(` ${wordsOf(bare)} `);
}

function textOf({ title, abstract, keywords, organization }: Paper): string {
  return [title, abstract, ...(keywords ?? []), organization ?? ''].join(' . ');
}

/** Lower-case words with one blank between them; a plural's `s` is dropped, so that "agent" finds "agents". */
function wordsOf(text: string): string {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{N}+#]*/gu) ?? [];
  return words.map((word) => (/[^s]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word)).join(' ');
}
