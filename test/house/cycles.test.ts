import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDERS = ['src', 'commands', 'adapters', 'languages', 'loopback', 'playground', 'bench', 'docs'];

// Types count as well: whoever reads one file of a cycle has to read all of them.
const SPECIFIER = /(?:\sfrom\s+|^import\s+|\bimport\(\s*)'(\.[^']+)'/gm;

function readImports(): Map<string, string[]> {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  );
  const listImports = (file: string) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(SPECIFIER)]
      .map(([, specifier = '']) => relative(ROOT, resolve(ROOT, dirname(file), specifier)))
      .filter((target) => existsSync(join(ROOT, target)));
  return new Map(files.map((file) => [file, listImports(file)]));
}

/** What is left when files that import nothing are taken away again and again: the cycles, and those who import them. */
function findCycles(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const left = new Map(imports);
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [file, targets] of left) if (!targets.some((target) => left.has(target))) left.delete(file);
  }
  return [...left.keys()].toSorted();
}

it('no file imports itself by way of others', () => {
  const imports = readImports();
  expect(imports.size).toBeGreaterThan(500);
  expect(findCycles(imports)).toEqual([]);
});

it('a cycle is found, of two files and of three', () => {
  const of = (...lines: Array<[string, string[]]>) => new Map(lines);
  expect(findCycles(of(['a', ['b']], ['b', ['c']], ['c', []]))).toEqual([]);
  expect(findCycles(of(['a', ['b']], ['b', ['a']], ['c', []]))).toEqual(['a', 'b']);
  expect(findCycles(of(['a', ['b']], ['b', ['c']], ['c', ['a']]))).toEqual(['a', 'b', 'c']);
});
