import { capitalize } from '../../core/text/capitalize.ts';

/** Openings that can be removed without a change in what is said, unlike conditions (`if`, `when`, `under`) and doubts. */
const OPENINGS: readonly RegExp[] = [
  /^in this (?:paper|work|study|article|report|letter|thesis|survey)(?: ?, ?| (?=we\b))/i,
  /^(?:here|hence|thus|therefore|furthermore|moreover|additionally|in addition|finally|specifically|more specifically|in particular|particularly|to this end|to that end|to do so|concretely|recently|consequently|as a result|in contrast|instead|first|second|third|firstly|secondly|lastly|next|also|then|overall|in summary|in short|accordingly|notably|importantly|empirically|theoretically|experimentally|on the other hand|for this purpose|for this reason|in response|in this context|in light of this|however) ?, ?/i,
  /^(?:here|thus|therefore|hence) (?=we\b)/i,
  /^(?:to|for|motivated|inspired|towards?|while|although|though|despite|building|as|unlike|rather|following|because|since|drawing)\b[^;:.]{0,160}?, (?=(?:we|this paper|this work)\b)/i,
  /^to (?:address|overcome|tackle|solve|mitigate|alleviate|remedy|resolve|handle)\b[^;:.,]{0,100}? (?=we (?:propose|present|introduce|develop|design)\b)/i,
];
/** A lead may hide behind a lead: `However, in this paper, we …`. */
const ROUNDS = 2;
/** Characters that must be left. */
const MIN_LENGTH = 25;

/** A sentence, and whether its parentheses are gone. */
export interface Trimmed {
  readonly text: string;
  readonly bare: boolean;
}

/** The sentence without its opening, and where it has some also without its parentheses. Words stay in order. */
export function listTrimmings(sentence: string): Trimmed[] {
  const text = withoutOpening(sentence);
  // `f(x)` and `$O(n) = n$` are no asides.
  const bare = text.includes('$') ? text : text.replace(/ \([^()]*\)(?=[\s.,;:!?]|$)/g, '');
  const forms = [{ text, bare: false }];
  return bare !== text && bare.length > MIN_LENGTH ? [...forms, { text: bare, bare: true }] : forms;
}

/** `In this paper, we show …` → `We show …`. */
function withoutOpening(sentence: string): string {
  let rest = sentence;
  for (let round = 0; round < ROUNDS; round++) {
    for (const opening of OPENINGS) rest = rest.replace(opening, '');
  }
  if (rest === sentence || rest.length < MIN_LENGTH) return sentence;
  return capitalize(rest);
}
