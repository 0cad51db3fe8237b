import { PaperboyError } from '../core/errors.ts';

/** Reads a JSON column; a row that someone has damaged is named, not passed on. */
export function readJson<T>(text: string, table: string, key: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new PaperboyError('store-damaged', `The row ${key} of the table ${table} cannot be read.`, {
      fix: 'Put a backup of the database in its place, or delete that row.',
      cause,
    });
  }
}

/** The fields that say something; `null` columns become absent fields. */
export function present<T extends object>(
  fields: T,
): { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]>;
} {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as never;
}

/** SQLite takes so many parameters at once; lists are cut to stay below. */
export const LIST_SIZE = 500;

export function inSlices<T>(items: readonly T[], size = LIST_SIZE): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
