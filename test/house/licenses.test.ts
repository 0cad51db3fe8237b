import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** Licenses that let anybody use, change and share, and ask for no more than their own text. SPDX identifiers. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

interface Manifest {
  readonly license?: string | { readonly type?: string };
  readonly licenses?: ReadonlyArray<{ readonly type?: string }>;
}

interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
}

/** `MIT`, `(MIT OR GPL-3.0)`, `(MIT AND ISC)`: one of alternatives will do, of what is joined every part counts. */
function isAllowed(expression: string): boolean {
  const text = expression.replace(/[()]/g, ' ').trim();
  return text
    .split(/\s+OR\s+/)
    .some((alternative) => alternative.split(/\s+AND\s+/).every((one) => ALLOWED.has(one.trim())));
}

function readLicense({ license, licenses }: Manifest): string {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'none';
}

describe('the packages that run with the bot', () => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const shipped = Object.entries(lock.packages)
    // A package for another system than this one is not there to be read.
    .filter(
      ([path, { dev, optional }]) => path !== '' && !dev && !(optional && !existsSync(join(ROOT, path))),
    )
    .map(([path]) => path);

  it('are all free to use: each names a license of the list', () => {
    expect(shipped.length).toBeGreaterThan(50);
    const others = shipped.flatMap((path) => {
      const manifest = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8')) as Manifest;
      const license = readLicense(manifest);
      return isAllowed(license) ? [] : [`${path}: ${license}`];
    });
    expect(others).toEqual([]);
  });

  it('and the list does bite', () => {
    expect(['MIT', '(MIT OR GPL-3.0)', '(MIT AND ISC)'].filter(isAllowed)).toHaveLength(3);
    expect(['GPL-3.0', '(MIT AND GPL-3.0)', 'SEE LICENSE IN FILE', 'none'].filter(isAllowed)).toEqual([]);
  });
});
