/** Openings that can go without a change in what is said. Conditions (`if`, `when`, `under`) and doubts are none. */
const OPENINGS: readonly RegExp[] = [
  /^in this (?:paper|work|study|article|report|letter|thesis|survey)(?: ?, ?| (?=we\b))/i,
  /^(?:here|hence|thus|therefore|furthermore|moreover|additionally|in addition|finally|specifically|more specifically|in particular|particularly|to this end|to that end|to do so|concretely|recently|consequently|as a result|in contrast|instead|first|second|third|firstly|secondly|lastly|next|also|then|overall|in summary|in short|accordingly|notably|importantly|empirically|theoretically|experimentally|on the other hand|for this purpose|for this reason|in response|in this context|in light of this|however) ?, ?/i,
  /^(?:here|thus|therefore|hence) (?=we\b)/i,
  /^(?:to|for|motivated|inspired|towards?|while|although|though|despite|building|as|unlike|rather|following|because|since|drawing)\b[^;:.]{0,160}?, (?=(?:we|this paper|this work)\b)/i,
  /^to (?:address|overcome|tackle|solve|mitigate|alleviate|remedy|resolve|handle)\b[^;:.,]{0,100}? (?=we (?:propose|present|introduce|develop|design)\b)/i,
];
/** A lead may hide behind a lead: `However, in this paper, we …`. */
const ROUNDS = 2;
const SHORTEST = 25;

export interface Trimmed {
  readonly text: string;
  /** Its opening is gone. */
  readonly opened: boolean;
  /** Its parentheses are gone. */
  readonly bare: boolean;
}

/** The sentence, and its shorter forms: without its opening, without its parentheses, without both. Words stay in order. */
export function trimmings(sentence: string): Trimmed[] {
  const opened = withoutOpening(sentence);
  const forms: Trimmed[] = [{ text: opened, opened: opened !== sentence, bare: false }];
  for (const form of [...forms]) {
    const text = withoutParentheses(form.text);
    if (text !== form.text && text.length > SHORTEST) forms.push({ ...form, text, bare: true });
  }
  return forms;
}

/** `In this paper, we show …` → `We show …`. */
export function withoutOpening(sentence: string): string {
  let rest = sentence;
  for (let round = 0; round < ROUNDS; round++) {
    for (const opening of OPENINGS) rest = rest.replace(opening, '');
  }
  return rest === sentence || rest.length < SHORTEST
    ? sentence
    : rest.charAt(0).toUpperCase() + rest.slice(1);
}

function withoutParentheses(sentence: string): string {
  return sentence.replace(/ ?\([^()]*\)(?=[\s.,;:!?]|$)/g, '');
}
