import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inviteLink } from '../../adapters/discord/api/permissions.ts';
import { fillSections } from '../../docs/make/tables.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const documents = [
  'README.md',
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
    const paths = [...text.matchAll(/`((?:src|commands|adapters|test|docs|bench)\/(?!X)[\w./-]*)`/g)].map(
      (match) => match[1] ?? '',
    );
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

describe('the Discord guide', () => {
  it('invites with exactly the permissions that the code needs', () => {
    const [, permissions] = /permissions=(\d+)/.exec(inviteLink('1')) ?? [];
    expect(read('docs/setting-up-discord.md')).toContain(`permissions=${permissions}`);
  });
});
