/** What states that the paper itself is gone, unlike `An earlier version of this paper`. */
const SUBJECT =
  '(?:(?:this|the|our|present|entire) )?(?:arxiv )?(?:paper|article|submission|manuscript|work|preprint|pre-print|e-?print|study|report|letter|note|contribution|version)';
const GONE = '(?:withdrawn|retracted)';
const BY_WHOM =
  '(?:the |its |our |all )?(?:\\w+[ -]){0,2}?(?:authors?|submitters?|arxiv|administrators?|admins?|us|me)';
/** How the statement may go on; `withdrawn from ICML` and `withdrawn drugs` are not such statements. */
const GOES_ON = `(?= ?(?:$|[.,;:!?)\\]–—-]|(?:due|owing|because|pending|until|following|after|since|and|as|for|in order|at the request|temporarily|permanently|voluntarily)\\b|by ${BY_WHOM}\\b|from (?:arxiv|publication|circulation)\\b))`;
const HOW = '(?:(?:temporarily|permanently|voluntarily|now|hereby|since) )?';

/** Each at the beginning of a clause. */
const STATEMENTS: readonly RegExp[] = [
  new RegExp(
    `^${SUBJECT}(?:\\(s\\))? (?:has been|have been|had been|is being|is|was|will be) ${HOW}(?:been )?${GONE}${GOES_ON}`,
    'i',
  ),
  new RegExp(`^${SUBJECT} ${HOW}${GONE}${GOES_ON}`, 'i'),
  new RegExp(`^(?:temporarily |permanently )?withdrawn${GOES_ON.replace('|and|as|', '|')}`, 'i'),
  /^(?:the |all )?(?:authors?|submitters?|we|i)(?: (?:has|have|had|hereby|decided to|wish to|would like to|want to))* (?:withdr[ae]wn?|withdrew|retract(?:ed)?) (?:this|the|our) (?:paper|article|submission|manuscript|work|preprint|version)\b/i,
];
/** `[Withdrawn]`, `(WITHDRAWN)`, `** withdrawn **` before anything else. */
const MARKED = /^[^\p{L}\p{N}]{1,5}withdrawn(?: by the authors?)?[^\p{L}\p{N}\s]/iu;
/** `arXiv admin note: …` and the like, which open a clause. */
const CLAUSES = /(?<=[.!?]) |[,;:()[\]] ?| [–—-] /;
/** A notice is short; one within a long abstract is a sentence of its own. */
const LOOKED_AT = 6_000;

/**
 * Whether a paper's abstract or its comment on arXiv states that it was withdrawn. The word alone says nothing: there are
 * papers about withdrawn drugs, and comments on the withdrawn version of another one.
 */
export function saysWithdrawn(abstract: string, comment: string): boolean {
  return states(abstract, /(?<=[.!?]) |arXiv admin note: ?/i) || states(comment, CLAUSES);
}

function states(text: string, between: RegExp): boolean {
  const folded = text.slice(0, LOOKED_AT).replace(/\s+/g, ' ').trim();
  if (MARKED.test(folded)) return true;
  return folded.split(between).some((clause) => STATEMENTS.some((pattern) => pattern.test(clause.trim())));
}
