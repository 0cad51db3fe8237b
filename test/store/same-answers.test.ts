import { expect, it, onTestFinished } from 'vitest';
import type { Store } from '../../src/core/store/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aLog } from '../support/builders.ts';
import { liveThrough } from './life-of-a-bot.ts';
import { aStore } from './temp-store.ts';

/** How processes share the work, which only PostgreSQL has: `postgres/roles.ts`, `shards.ts` and `shared-limits.ts` test it. */
const NO_REPOSITORIES = new Set(['roles', 'shards', 'signals', 'sharedLimits']);

/** The repositories of a store, each of which notes what it is asked. */
function listen(store: Store): { store: Store; unasked(): string[] } {
  const unasked = new Set<string>();
  const repositories = Object.entries(store).map(([name, repository]) => {
    if (typeof repository === 'function' || NO_REPOSITORIES.has(name)) return [name, repository];
    const methods = Object.entries(repository as Record<string, (...args: unknown[]) => unknown>);
    const heard = methods.map(([method, run]) => {
      unasked.add(`${name}.${method}`);
      return [
        method,
        (...args: unknown[]) => {
          unasked.delete(`${name}.${method}`);
          return run(...args);
        },
      ];
    });
    return [name, Object.fromEntries(heard)];
  });
  return { store: Object.fromEntries(repositories), unasked: () => [...unasked] };
}

it('every database gives the answers that SQLite gives, to everything that a store is asked', async () => {
  const reference = await openStore({ url: ':memory:', log: aLog() });
  onTestFinished(() => reference.close());
  const { store, unasked } = listen(await aStore());
  const answers = await liveThrough(store);
  expect(answers).toEqual(await liveThrough(reference));
  expect(unasked()).toEqual([]);
});
