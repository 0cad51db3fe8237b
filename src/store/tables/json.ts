import { PaperboyError } from '../../core/base/errors.ts';
import { problems } from './texts.ts';

/** The value and row that are being read, for the error that names them. */
export interface Cell {
  readonly table: string;
  readonly key: string | number;
  readonly column: string;
}

/** A row that cannot be what we wrote: the file was damaged, or somebody edited it. */
export function createDamagedCellError({ table, key, column }: Cell, cause?: unknown): PaperboyError {
  return new PaperboyError(problems.storeDamaged({ table, key, column }), { cause });
}

/** Reads a JSON column, and accepts only what `isValid` accepts. */
export function readJson<T>(text: string, cell: Cell, isValid: (value: unknown) => value is T): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw createDamagedCellError(cell, cause);
  }
  if (!isValid(value)) throw createDamagedCellError(cell);
  return value;
}

/** Reads a column with one of a few words. */
export function readWord<const T extends string>(text: string, cell: Cell, words: readonly T[]): T {
  const word = words.find((known) => known === text);
  if (word === undefined) throw createDamagedCellError(cell);
  return word;
}

/** Whether a value is an object whose fields named in `fields` have those types. */
export function hasFields(
  value: unknown,
  fields: Readonly<Record<string, 'string' | 'number' | 'array'>>,
): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const record = value as Record<string, unknown>;
  for (const name in fields) {
    const type = fields[name];
    if (type === 'array' ? !Array.isArray(record[name]) : typeof record[name] !== type) return false;
  }
  return true;
}

/** One optional field, absent where the column is null. */
export function toOptional<K extends string, V>(name: K, value: V | null): { [P in K]?: V } {
  return (value === null ? {} : { [name]: value }) as { [P in K]?: V };
}
