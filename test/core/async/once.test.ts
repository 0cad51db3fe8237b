import { expect, it } from 'vitest';
import { once } from '../../../src/core/async/once.ts';

it('asks once while it is answered, and again only after a failure', async () => {
  let asked = 0;
  const ask = once(async () => {
    asked += 1;
    if (asked === 1) throw new Error('not yet');
    return asked;
  });
  await expect(Promise.all([ask(), ask()])).rejects.toThrow('not yet');
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([2, 2, 2]);
  expect(asked).toBe(2);
});
