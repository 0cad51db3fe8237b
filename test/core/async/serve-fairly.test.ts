import { expect, it } from 'vitest';
import { inTenantTurns } from '../../../src/core/async/serve-fairly.ts';
import { tenantId } from '../../support/ids.ts';

it('a failure in one tenant is thrown only when the work of all others has ended', async () => {
  const slow = Promise.withResolvers<void>();
  const ended: string[] = [];
  const done = inTenantTurns(
    ['one', 'two', 'two'],
    (name) => tenantId(`discord:${name}`),
    async (name) => {
      if (name === 'one') throw new Error('one cannot be read');
      await slow.promise;
      ended.push(name);
    },
  );
  const outcome = done.then(
    () => 'done',
    (error: Error) => `${error.message}, after ${ended.join()}`,
  );
  await new Promise((resolve) => setImmediate(resolve));
  slow.resolve();
  expect(await outcome).toBe('one cannot be read, after two,two');
});
