import { capitalize } from './capitalize.ts';

/** Names of Greek letters, in the order of the alphabet from U+03B1; the second sigma is the final sigma. */
const GREEK =
  `alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau
  upsilon phi chi psi omega`.split(/\s+/);

const FIRST_SMALL = 0x3b1;
const FIRST_CAPITAL = 0x391;

/** Other shapes of the same letters, and signs that look like one. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  µ: 'mu',
  ϐ: 'beta',
  ϑ: 'theta',
  ϕ: 'phi',
  ϖ: 'pi',
  ϰ: 'kappa',
  ϱ: 'rho',
  ϵ: 'epsilon',
  Ω: 'Omega',
  '∆': 'Delta',
  '∇': 'nabla',
  '∑': 'Sigma',
  '∏': 'Pi',
};

/** The name of a Greek letter, capitalized for a capital; `undefined` for any other character. */
export function nameGreekLetter(character: string): string | undefined {
  const look = LOOKALIKES[character];
  if (look !== undefined) return look;
  const code = character.charCodeAt(0);
  const small = GREEK[code - FIRST_SMALL];
  if (small !== undefined) return small;
  const capital = GREEK[code - FIRST_CAPITAL];
  return capital === undefined ? undefined : capitalize(capital);
}

/** `\pi` and `\varepsilon`: a Greek letter by its command in TeX. */
export function findGreekLetter(command: string): string | undefined {
  const name = command.replace(/^var/, '');
  return GREEK.includes(name.toLowerCase()) && /^.[a-z]+$/.test(name) ? name : undefined;
}

/** TeX commands that only style their argument. */
export const LOOKS: ReadonlySet<string> = new Set(
  `text textbf textit textrm textsc textsf textsl texttt textup textnormal textsuperscript textsubscript emph mathbf
  mathbb mathcal mathfrak mathit mathrm mathscr mathsf mathtt mathnormal boldsymbol bm operatorname mbox hbox ensuremath
  underline overline hat widehat tilde widetilde bar vec bf it rm sc sf sl tt em rmfamily bfseries itshape left right
  displaystyle limits`.split(/\s+/),
);
