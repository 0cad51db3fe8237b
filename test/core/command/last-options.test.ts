import { expect, it } from 'vitest';
import { splitLine } from '../../../src/core/command/arguments.ts';
import type { Command } from '../../../src/core/command/command.ts';

const OPTIONS: Command['options'] = [
  { name: 'query', summary: 'The words', type: 'text', required: true, trailing: true },
  { name: 'page', summary: 'The page', type: 'integer' },
  { name: 'in-place', summary: 'Where', type: 'text' },
];
const command = { name: 'search', options: OPTIONS } as Command;

it.each([
  ['a b', { query: 'a b' }],
  ['a page:2', { query: 'a', page: '2' }],
  ['a page: 2', { query: 'a', page: '2' }],
  ['a --page:2', { query: 'a', page: '2' }],
  ['a --PAGE=2 ', { query: 'a', page: '2' }],
  ['a in-place:"b c"', { query: 'a', 'in-place': 'b c' }],
  ['a in-place: "b c" page:2', { query: 'a', 'in-place': 'b c', page: '2' }],
  ['a page:2 b', { query: 'a page:2 b' }],
  ['a page:  2', { query: 'a page:  2' }],
  ['a year:2', { query: 'a year:2' }],
  ['a in-place:page:2', { query: 'a', 'in-place': 'page:2' }],
  ['author:"Ada Lovelace" page:2', { query: 'author:"Ada Lovelace"', page: '2' }],
  ['a page:', { query: 'a page:' }],
])('the options behind a line of words: %j', (line, expected) => {
  expect(splitLine(command, line)).toEqual(expected);
});
