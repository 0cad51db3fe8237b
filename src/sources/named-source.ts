import { SourceError } from '../core/base/errors.ts';
import type { Source } from './registry.ts';

/** The same source, with failures that name it as people know it, each reported by the source's id. */
export function withName(source: Source, onFailure: (id: string) => void): Source {
  return Object.fromEntries(
    Object.entries(source).map(([key, member]) => [
      key,
      typeof member === 'function' ? nameMethod(member, source, onFailure) : member,
    ]),
  ) as unknown as Source;
}

function nameMethod(
  method: (...args: unknown[]) => unknown,
  { id, name }: Source,
  onFailure: (id: string) => void,
) {
  return (...args: unknown[]): unknown => {
    const answer = method(...args);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((error: unknown) => {
      // That the process stops says nothing about the source.
      if (!(error instanceof SourceError && error.kind === 'stopped')) onFailure(id);
      throw error instanceof SourceError ? error.withSource(name) : error;
    });
  };
}
