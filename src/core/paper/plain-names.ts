import { isInvisible } from '../text/plain-text.ts';
import { findGreekLetter, LOOKS, nameGreekLetter } from '../text/tex-words.ts';

/** A normalized text, and from which source characters each of its characters was made: `[starts[i], ends[i])`. */
export interface PlainNames {
  readonly text: string;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** What a text that needs normalizing contains; hardly any abstract has any of it. */
const NOT_PLAIN =
  /[\\$\u00ad\u00b2\u00b3\u00b5\u00b9\u0370-\u03ff\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u209c\u2126\u2206\u2207\u220f\u2211\ufeff]|[\^_]\{|_\d|\ud835/;

/**
 * Names as a keyboard types them: Greek letters by their names, superscripts and subscripts as plain digits, TeX without
 * its markup. `μLO` becomes `muLO`, `$\pi_0$` becomes `pi^0`: a `^` is left where a name may also be read as two words.
 * Papers and queries are both normalized here, so that `Free^2Guide` and `L$^{2}$M` are found as typed. `undefined` where
 * there is nothing to change.
 */
export function toPlainNames(text: string): PlainNames | undefined {
  return NOT_PLAIN.test(text) ? new Reader(text).read() : undefined;
}

/** The same for callers that need only the text. */
export function toPlainName(text: string): string {
  return toPlainNames(text)?.text ?? text;
}

/** No inline formula is longer. */
const MAX_FORMULA_LENGTH = 200;
/** Two Greek letters side by side are symbols; more are a word of the Greek language. */
const MAX_SYMBOLS = 2;
const GREEK_WORD = /^[\u0370-\u03ff\u1f00-\u1fff]{3}/;

class Reader {
  readonly #source: string;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #text = '';
  #at = 0;
  /** For each open brace, whether it was markup. */
  readonly #braces: boolean[] = [];
  /** Where the current formula ends. */
  #formulaEnd = -1;

  constructor(source: string) {
    this.#source = source;
  }

  read(): PlainNames {
    while (this.#at < this.#source.length) this.#step();
    return { text: this.#text, starts: Uint32Array.from(this.#starts), ends: Uint32Array.from(this.#ends) };
  }

  get #isFormula(): boolean {
    return this.#at < this.#formulaEnd;
  }

  #step(): void {
    const character = this.#source[this.#at] as string;
    if (character === '\\') this.#readCommand();
    else if (character === '$') this.#readDollar();
    else if (character === '{') this.#openBrace(this.#isFormula);
    else if (character === '}') this.#closeBrace();
    else if (character === '^' || character === '_') this.#readScript(character);
    else if (character < '\x80') this.#put(character, 1);
    else this.#readUnusual();
  }

  /** Emits `made` for the next `length` characters of the source. */
  #put(made: string, length: number): void {
    for (let i = 0; i < made.length; i++) {
      // One for one where possible, so that a match in the middle is highlighted in the middle.
      const isOneForOne = made.length === length;
      this.#starts.push(this.#at + (isOneForOne ? i : 0));
      this.#ends.push(this.#at + (isOneForOne ? i + 1 : length));
    }
    this.#text += made;
    this.#at += length;
  }

  #readCommand(): void {
    const [, name] = /^\\([a-z]{1,24})/i.exec(this.#source.slice(this.#at, this.#at + 26)) ?? [];
    if (name === undefined) {
      this.#escape();
      return;
    }
    const greek = findGreekLetter(name);
    const length = name.length + 1;
    if (greek !== undefined) {
      this.#put(greek, length);
      // In a formula spaces have no meaning: `\mu P` is one name.
      if (this.#isFormula) while (this.#source[this.#at] === ' ') this.#at += 1;
    } else if (LOOKS.has(name)) {
      this.#at += length;
      this.#readArgument();
    } else this.#put(this.#source.slice(this.#at, this.#at + length), length);
  }

  /** `\"o` and `\'{e}` are letters with an accent, `\_` and `\$` the plain character, `\(` opens a formula. */
  #escape(): void {
    const rest = this.#source.slice(this.#at + 1, this.#at + 4);
    if (/^["`^~=.]\{?[a-z]|^'\{?[aeiouyncz]/i.test(rest)) {
      this.#at += 2;
      this.#readArgument();
    } else if (/^[()[\],;!:]/.test(rest)) this.#at += 2;
    else if (/^[_$%&#{}]/.test(rest)) {
      this.#at += 1;
      this.#put(rest.charAt(0), 1);
    } else this.#put('\\', 1);
  }

  /** The brace before an argument is markup. */
  #readArgument(): void {
    if (this.#source[this.#at] === '{') this.#openBrace(true);
  }

  #openBrace(isMarkup: boolean): void {
    this.#braces.push(isMarkup);
    if (isMarkup) this.#at += 1;
    else this.#put('{', 1);
  }

  #closeBrace(): void {
    if (this.#braces.pop()) this.#at += 1;
    else this.#put('}', 1);
  }

  /** A dollar is markup where another one closes the formula: in `US$5 and $6` none does. */
  #readDollar(): void {
    if (this.#at === this.#formulaEnd) {
      this.#at += 1;
      this.#formulaEnd = -1;
      return;
    }
    const end = this.#source.indexOf('$', this.#at + 1);
    const isFormula =
      this.#formulaEnd < 0 &&
      end > this.#at + 1 &&
      end - this.#at <= MAX_FORMULA_LENGTH &&
      /\S/.test(this.#source[this.#at + 1] ?? '') &&
      /\S/.test(this.#source[end - 1] ?? '') &&
      !/\d/.test(this.#source[end + 1] ?? '');
    if (isFormula) {
      this.#at += 1;
      this.#formulaEnd = end;
    } else this.#put('$', 1);
  }

  #readScript(character: string): void {
    const next = this.#source[this.#at + 1] ?? '';
    const isScript = character === '^' || this.#isFormula || next === '{' || /\d/.test(next);
    this.#put(isScript ? '^' : character, 1);
    if (isScript) this.#readArgument();
  }

  #readUnusual(): void {
    const code = this.#source.codePointAt(this.#at) ?? 0;
    const character = String.fromCodePoint(code);
    if (isInvisible(character)) this.#at += 1;
    else if (GREEK_WORD.test(this.#source.slice(this.#at, this.#at + MAX_SYMBOLS + 1))) this.#readGreekWord();
    else this.#put(toKey(character, code), character.length);
  }

  /** A word of the Greek language stays as it is. */
  #readGreekWord(): void {
    while (/^[\u0370-\u03ff\u1f00-\u1fff]/.test(this.#source[this.#at] ?? ''))
      this.#put(this.#source[this.#at] as string, 1);
  }
}

/** A character as a keyboard types it; itself where there is no such way. */
function toKey(character: string, code: number): string {
  if (!isStyledGreek(code) && !isScriptDigit(code)) return nameGreekLetter(character) ?? character;
  const plain = character.normalize('NFKC');
  return nameGreekLetter(plain) ?? (/^[a-z\d]$/i.test(plain) ? plain : character);
}

/** Bold, italic and other letters for formulas. */
function isStyledGreek(code: number): boolean {
  return code >= 0x1d6a8 && code <= 0x1d7cb;
}

/** Superscripts and subscripts. */
function isScriptDigit(code: number): boolean {
  return code === 0xb2 || code === 0xb3 || code === 0xb9 || (code >= 0x2070 && code <= 0x209c);
}
