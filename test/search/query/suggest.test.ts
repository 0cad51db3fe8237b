import { describe, expect, test } from 'vitest';
import { buildIndex, paper } from '../support.ts';

const index = buildIndex([
  paper('all', 'Attention Is All You Need', { upvotes: 5 }),
  paper('kv', 'Attention is all you need for KV caches', { upvotes: 9 }),
  paper('sink', 'On attention sinks'),
  paper('far', 'You need not pay attention'),
  paper('flash', 'FlashAttention-2: faster attention'),
  paper('cjk', '注意機構の学習'),
  paper('accent', 'Naïve Bayes revisited'),
]);

describe('suggestions', () => {
  test.each([
    ['attention is all', ['kv', 'all']],
    ['Attention Is A', ['kv', 'all']],
    ['att', ['kv', 'all', 'sink', 'far', 'flash']],
    ['attention sin', ['sink']],
    ['need attention', ['kv', 'all', 'far']],
    ['flash att', ['flash']],
    ['flashatt', ['flash']],
    ['naive b', ['accent']],
    ['学', ['cjk']],
    ['a', []],
    ['zzz', []],
    ['attention zzz', []],
    ['', []],
    ['  "-', []],
  ])('for %j are %j', (typed, ids) => {
    expect(index.suggest(typed, 5).slice().sort()).toEqual([...ids].sort());
  });

  test('titles that start like it come first, the voted before others', () => {
    expect(index.suggest('attention', 5).slice(0, 2)).toEqual(['kv', 'all']);
  });

  test('are no more than asked for', () => {
    expect(index.suggest('att', 2)).toEqual(['kv', 'all']);
  });
});
