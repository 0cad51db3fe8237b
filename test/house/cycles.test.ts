import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { findCycles, readImports } from '../support/read-imports.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDERS = ['src', 'commands', 'adapters', 'languages', 'loopback', 'playground', 'bench', 'docs'];

it('no file imports itself by way of others', () => {
  const imports = readImports(ROOT, FOLDERS);
  expect(imports.size).toBeGreaterThan(500);
  expect(findCycles(imports)).toEqual([]);
});

it('a cycle is found, of two files and of three, without those that import it', () => {
  const of = (...lines: Array<[string, string[]]>) => new Map(lines);
  expect(findCycles(of(['a', ['b']], ['b', ['c']], ['c', []]))).toEqual([]);
  expect(findCycles(of(['a', ['b']], ['b', ['a']], ['c', ['a']]))).toEqual([['a', 'b']]);
  expect(findCycles(of(['a', ['b']], ['b', ['c']], ['c', ['a']]))).toEqual([['a', 'b', 'c']]);
});
