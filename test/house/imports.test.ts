import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listSources, listSpecifiers, toImported } from '../support/read-imports.ts';
import { PARTS, type Part } from './layout.ts';

const ROOT = resolve(import.meta.dirname, '../..');

function findPart(file: string): Part | undefined {
  return PARTS.filter(({ path }) => file.startsWith(path)).toSorted(
    (a, b) => b.path.length - a.path.length,
  )[0];
}

function complaint(file: string, specifier: string): string | undefined {
  const part = findPart(file);
  if (!part) return `${file} belongs to no part`;
  if (specifier.startsWith('node:')) return part.node ? undefined : `${file} may not use ${specifier}`;
  const target = toImported(file, specifier);
  if (target !== undefined) {
    if (target === 'src/main.ts') return `${file} imports main.ts, which nobody may`;
    const isAssembly = target.startsWith('src/app/');
    const mayAssemble = /^src\/(?:app\/|main\.ts$)/.test(file);
    if (isAssembly && !mayAssemble) return `${file} imports what puts the parts together, which nobody may`;
    const allowed = [part.path, ...part.inside].some((path) => target.startsWith(path));
    return allowed ? undefined : `${file} may not import ${target}`;
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  return part.packages.includes(name) ? undefined : `${file} may not import the package ${name}`;
}

describe('imports point one way', () => {
  const files = listSources(ROOT, ['src', 'commands', 'adapters', 'languages', 'loopback', 'playground']);

  it('finds the code', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it('in every file, and everything else is denied', () => {
    const complaints = files.flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return listSpecifiers(text).flatMap((specifier) => complaint(file, specifier) ?? []);
    });
    expect(complaints).toEqual([]);
  });

  it('and the rules do bite', () => {
    expect(complaint('src/core/paper/paper.ts', 'node:fs')).toMatch(/may not use/);
    expect(complaint('src/core/paper/paper.ts', '../../store/open-store.ts')).toMatch(/may not import/);
    expect(complaint('adapters/slack/index.ts', '../discord/index.ts')).toMatch(/may not import/);
    expect(complaint('adapters/slack/index.ts', 'discord.js')).toMatch(/may not import the package/);
    expect(complaint('src/jobs/papers/refresh.ts', '../../main.ts')).toMatch(/nobody/);
    expect(complaint('src/cli/commands/start.ts', '../../app/platforms.ts')).toMatch(
      /puts the parts together/,
    );
    for (const platform of ['slack', 'discord'])
      expect(
        complaint(`loopback/${platform}/state.ts`, `../../adapters/${platform}/render/limits.ts`),
      ).toMatch(/may not import/);
    expect(complaint('src/other/new.ts', './x.ts')).toMatch(/no part/);
  });
});
