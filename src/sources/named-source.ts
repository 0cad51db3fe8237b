import { SourceError } from '../core/base/errors.ts';

/** The same source, whose failures people hear of by its name. */
export function namedSource<T extends object>(source: T, name: string): T {
  return Object.fromEntries(
    Object.entries(source).map(([key, member]) => [
      key,
      typeof member === 'function' ? named(member as (...args: unknown[]) => Promise<unknown>, name) : member,
    ]),
  ) as T;
}

function named(method: (...args: unknown[]) => Promise<unknown>, name: string) {
  return async (...args: unknown[]): Promise<unknown> => {
    try {
      return await method(...args);
    } catch (error) {
      throw error instanceof SourceError ? error.of(name) : error;
    }
  };
}
