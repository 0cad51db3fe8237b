import { InputError } from '../base/errors.ts';
import { problems, texts } from './texts.ts';

/** What the named operators require of a paper. */
export interface Operators {
  /** Each entry has the words of one name, all of which must be in one author's name. */
  authors: string[][];
  organizations: string[][];
  /** First version on this day or later; days since 1970. */
  after?: number;
  /** First version before this day; days since 1970. */
  before?: number;
  minVotes?: number;
  maxVotes?: number;
  code?: boolean;
  /** `match:any`: one word of the query is enough. A search ranks by the number of matching words anyway. */
  isLoose?: true;
}

/** Their names. */
export const OPERATORS = ['author', 'org', 'after', 'before', 'votes', 'code'] as const;

/** Reads `name:value` into `operators`; `false` when no operator has this name. `toWords` cuts a name into its words. */
export function readOperator(
  operators: Operators,
  name: string,
  value: string,
  toWords: (name: string) => string[],
): boolean {
  if (name === 'author') addName(operators.authors, name, value, toWords);
  else if (name === 'org') addName(operators.organizations, name, value, toWords);
  else if (name === 'match' && value.toLowerCase() === 'any') operators.isLoose = true;
  else if (name === 'after') operators.after = parseOperatorDay(name, value);
  else if (name === 'before') operators.before = parseOperatorDay(name, value);
  else if (name === 'votes') readVotes(operators, value);
  else if (name === 'code') operators.code = parseYesOrNo(value);
  else return false;
  return true;
}

function addName(to: string[][], operator: string, value: string, toWords: (name: string) => string[]): void {
  const words = toWords(value);
  if (words.length === 0) throw cannotRead(operator, value, texts.nameForms({ operator }));
  to.push(words);
}

const MS_PER_DAY = 86_400_000;

/** `2024`, `2024-05` and `2024-05-31` mean their first day. */
function parseOperatorDay(operator: string, value: string): number {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(value);
  const [year, month, day] = [match?.[1], match?.[2] ?? '1', match?.[3] ?? '1'].map(Number);
  const time = Date.UTC(year ?? Number.NaN, (month ?? 1) - 1, day);
  const date = new Date(time);
  if (!match || date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day) {
    throw cannotRead(operator, value, texts.dayForms({ operator }));
  }
  return time / MS_PER_DAY;
}

function readVotes(operators: Operators, value: string): void {
  const match = /^(>=|<=|>|<|=)?(\d{1,9})$/.exec(value);
  if (!match) throw cannotRead('votes', value, texts.voteForms());
  const [, sign = '>=', digits] = match;
  const count = Number(digits);
  if (sign === '>' || sign === '>=') operators.minVotes = sign === '>' ? count + 1 : count;
  else if (sign === '<' || sign === '<=') operators.maxVotes = sign === '<' ? count - 1 : count;
  else [operators.minVotes, operators.maxVotes] = [count, count];
}

function parseYesOrNo(value: string): boolean {
  if (/^(?:yes|y|true|1)$/i.test(value)) return true;
  if (/^(?:no|n|false|0)$/i.test(value)) return false;
  throw cannotRead('code', value, texts.codeForms());
}

function cannotRead(operator: string, value: string, forms: string): InputError {
  const shown = value.length > 40 ? `${value.slice(0, 40)}…` : value;
  return new InputError(problems.searchOperator({ typed: `${operator}:${shown}`, forms }));
}
