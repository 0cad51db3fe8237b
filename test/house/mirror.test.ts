import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** What is about no part alone: one suite for several platforms, the whole program, this house, and what tests share. */
const OF_ALL = /^(?:contract|e2e|house|support|fixtures)(?:\/|$)/;

const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !OF_ALL.test(file))
  .map((file) => relative('.', file));

it('every other folder of tests is called like the folder that it tests', () => {
  const folders = [...new Set(files.map((file) => dirname(file)))].filter((folder) => folder !== '.');
  expect(folders.length).toBeGreaterThan(50);
  expect(
    folders.filter((folder) => !existsSync(join(ROOT, 'src', folder)) && !existsSync(join(ROOT, folder))),
  ).toEqual([]);
});

it('a test in no folder is called like a file of the top', () => {
  const own = files.filter((file) => dirname(file) === '.');
  expect(
    own
      .map((file) => file.replace(/\.test\.ts$/, '.ts'))
      .filter((file) => !existsSync(join(ROOT, 'src', file))),
  ).toEqual([]);
});
