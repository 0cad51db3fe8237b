import { expect, it } from 'vitest';
import { chooseLaterFlags } from '../../src/config/lean-process.ts';

const FLAGS = ['--max-semi-space-size=4', '--initial-old-space-size=64', '--no-memory-reducer'];

it('workers have small heaps, of which what the operator has set stays as it is', () => {
  const all = ['--optimize-for-size', '--max-semi-space-size=1', '--initial-old-space-size=24'];
  expect(chooseLaterFlags(FLAGS)).toEqual(all);
  expect(chooseLaterFlags([...FLAGS.with(1, '--initial-old-space-size=200'), '--inspect'])).toEqual(
    all.slice(0, 2),
  );
  expect(chooseLaterFlags(FLAGS.with(0, '--max-semi-space-size=8'))).toEqual([all[0], all[2]]);
  // Started with other flags, or on another system.
  expect(chooseLaterFlags([])).toEqual([]);
  expect(chooseLaterFlags(FLAGS.slice(1))).toEqual([]);
});
