import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildInviteLink } from '../../adapters/discord/api/permissions.ts';
import { fillSections } from '../../docs/make/tables.ts';
import { LAYERS, PARTS } from './layout.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'PRIVACY.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);

describe.each(documents)('%s', (file) => {
  const text = read(file);

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)[^)]*\)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(links.filter((link) => !existsSync(resolve(ROOT, dirname(file), link)))).toEqual([]);
  });

  it('names paths and scripts that exist', () => {
    const paths = [
      ...text.matchAll(/`((?:src|commands|adapters|test|docs|bench|loopback|playground)\/(?!X)[\w./-]*)`/g),
    ].map((match) => match[1] ?? '');
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });
});

describe('the README', () => {
  it('lists every command and every setting as they are (npm run docs writes them)', () => {
    expect(read('README.md')).toBe(fillSections(read('README.md')));
    expect(read('README.md')).toContain('| `LOG_LEVEL` |');
    expect(read('README.md')).toContain('/papers search');
  });
});

describe('ARCHITECTURE.md', () => {
  const rows = read('ARCHITECTURE.md')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, first = '', second = '', third = '']) => ({ part: quoted(first)[0] ?? '', second, third }))
    .filter(({ part }) => part !== '' && existsSync(join(ROOT, part)));

  it('lists every part with what it may import', () => {
    const listed = rows
      .filter(({ third, part }) => third !== '' && part !== 'bench')
      .map(({ part, third }) => [part, quoted(third).toSorted()]);
    expect(Object.fromEntries(listed)).toEqual(
      Object.fromEntries(topParts().map((part) => [part, listImports(part)])),
    );
  });

  it('lists the layers of every part that has some, from bottom to top', () => {
    const listed = rows
      .filter(({ part, third }) => third === '' && part in LAYERS)
      .map(({ part, second }) => [part, quoted(second)]);
    expect(Object.fromEntries(listed)).toEqual(LAYERS);
  });
});

function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

/** The folders of the layout that are in no other one. Loopback servers are apart in the layout, and one part here. */
function topParts(): string[] {
  const folders = PARTS.map(({ path }) => path.replace(/^loopback\/.*/, 'loopback/')).filter((path) =>
    path.endsWith('/'),
  );
  const isInside = (path: string) => folders.some((other) => other !== path && path.startsWith(other));
  return [...new Set(folders.filter((path) => !isInside(path)).map((path) => path.slice(0, -1)))];
}

/** What the files of a part may import of other parts. */
function listImports(part: string): string[] {
  const inside = PARTS.filter(({ path }) => path.startsWith(`${part}/`)).flatMap((entry) => entry.inside);
  const others = inside.filter((path) => !path.startsWith(`${part}/`));
  return [...new Set(others.map((path) => path.replace(/\/$/, '')))].toSorted();
}

describe('the Discord guide', () => {
  it('invites with exactly the permissions that the code needs', () => {
    const [, permissions] = /permissions=(\d+)/.exec(buildInviteLink('1')) ?? [];
    expect(read('docs/setting-up-discord.md')).toContain(`permissions=${permissions}`);
  });
});
