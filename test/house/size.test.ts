import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const MAX_LENGTH = 400;

function tracked(): string[] {
  return execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mjs'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  )
    .split('\n')
    .filter((file) => file !== '');
}

describe('files stay small', () => {
  it(`none has more than ${MAX_LENGTH} lines`, () => {
    const long = tracked()
      .map((file) => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > MAX_LENGTH);
    expect(long).toEqual([]);
  });
});

const MAX_FILES = 20;

describe('folders stay small', () => {
  it(`none of the code has more than ${MAX_FILES} files`, () => {
    const files = new Map<string, number>();
    for (const file of tracked().filter((one) => /^(?:src|commands|adapters)\//.test(one)))
      files.set(dirname(file), (files.get(dirname(file)) ?? 0) + 1);
    expect([...files].filter(([, count]) => count > MAX_FILES)).toEqual([]);
  });
});
