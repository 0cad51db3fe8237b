import { expect, it } from 'vitest';
import { fitTexts } from '../../../adapters/shared/fit.ts';

it('shrinks every text alike until the whole fits, and none below what can be read', () => {
  const draw = (room: (full: number) => number) => [room(1000), room(100), room(10)];
  const sum = (lengths: readonly number[]) => lengths.reduce((all, one) => all + one, 0);
  expect(fitTexts(draw, () => true)).toEqual([1000, 100, 10]);
  expect(fitTexts(draw, (drawn) => sum(drawn) <= 600)).toEqual([500, 50, 10]);
  expect(fitTexts(draw, () => false)).toEqual([24, 24, 10]);
});
