/** Why something is as it is, as data: a code, and the parameters of the words that it is shown in. */
export interface Coded<Code extends string, Values extends object = Readonly<Record<never, never>>> {
  readonly code: Code;
  readonly values: Values;
}
