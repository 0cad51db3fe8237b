import { SourceError } from '../core/base/errors.ts';
import type { Source } from './registry.ts';

/** The same source, with failures that name it as people know it. */
export function withName(source: Source): Source {
  const { name } = source;
  return Object.fromEntries(
    Object.entries(source).map(([key, member]) => [
      key,
      typeof member === 'function' ? nameMethod(member, name) : member,
    ]),
  ) as unknown as Source;
}

function nameMethod(method: (...args: unknown[]) => Promise<unknown> | undefined, name: string) {
  return (...args: unknown[]): Promise<unknown> | undefined =>
    method(...args)?.catch((error: unknown) => {
      throw error instanceof SourceError ? error.withSource(name) : error;
    });
}
