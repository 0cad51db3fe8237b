import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * The folders inside a part, from the bottom to the top. A file imports from its own folder and from those below it, so
 * that there can be no cycle; files that stand beside the folders are above them all.
 */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  'src/core': [
    'text',
    'base',
    'async',
    'replies',
    'paper',
    'vote',
    'reason',
    'schedule',
    'delivery',
    'mail',
    'message',
    'search',
    'summary',
    'store',
    'platform',
    'command',
    'matching',
    'digest',
  ],
  'src/jobs': ['timing', 'composing', 'delivery', 'votes', 'papers', 'people', 'mail', 'tenants'],
  'src/search': [
    'texts',
    'text',
    'storage',
    'postings',
    'query',
    'latent',
    'embeddings',
    'ranking',
    'highlight',
    'index',
    'lifecycle',
  ],
  'src/sources': ['shared', 'http', 'hugging-face', 'arxiv', 'full-text', 'import'],
  'src/summary': ['text', 'calls', 'extractive', 'one-line', 'grounding', 'model'],
  'src/store': [
    'sqlite',
    'migrations',
    'tables',
    'papers',
    'posts',
    'votes',
    'channels',
    'email',
    'people',
    'tenants',
  ],
  'src/web': ['texts', 'base', 'html', 'papers', 'feeds', 'mail'],
  'src/cli': ['base', 'chat', 'commands'],
  commands: ['texts', 'shared', 'lists', 'search', 'papers', 'people', 'channel', 'help'],
  'adapters/discord': ['texts', 'render', 'api', 'posts', 'gateway'],
  'adapters/email': ['texts', 'render', 'api'],
  'adapters/slack': ['texts', 'render', 'api', 'posts', 'events'],
};

const SPECIFIER = /(?:\sfrom\s+|^import\s+|\bimport\(\s*)'(\.[^']+)'/gm;

/** The folder of the part that a path lies in; the part's own name for a file beside the folders. */
function folderOf(part: string, path: string): string {
  const [folder = '', ...more] = relative(part, path).split('/');
  return more.length > 0 ? folder : part;
}

function complaint(part: string, file: string, target: string): string | undefined {
  const floors = FLOORS[part] ?? [];
  const [from, to] = [folderOf(part, file), folderOf(part, target)];
  if (from !== part && !floors.includes(from)) return `${from} of ${part} stands on no floor`;
  if (from === to || from === part) return undefined;
  if (to === part) return `${file} may not import ${target}, which stands above it`;
  return floors.indexOf(to) < floors.indexOf(from) ? undefined : `${file} may not import ${target}`;
}

describe.each(Object.keys(FLOORS))('inside %s', (part) => {
  const files = readdirSync(join(ROOT, part), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${part}/${file}`);

  it('imports point down, from floor to floor', () => {
    const complaints = files.flatMap((file) =>
      [...readFileSync(join(ROOT, file), 'utf8').matchAll(SPECIFIER)].flatMap(([, specifier = '']) => {
        const target = relative(ROOT, resolve(ROOT, dirname(file), specifier));
        return target.startsWith(`${part}/`) ? (complaint(part, file, target) ?? []) : [];
      }),
    );
    expect(complaints).toEqual([]);
  });

  it('every floor is there', () => {
    const folders = new Set(files.map((file) => folderOf(part, file)).filter((folder) => folder !== part));
    expect([...folders].toSorted()).toEqual([...(FLOORS[part] ?? [])].toSorted());
  });
});

it('the rule denies what points up, sideways or nowhere', () => {
  expect(complaint('src/core', 'src/core/base/a.ts', 'src/core/paper/b.ts')).toMatch(/may not/);
  expect(complaint('src/search', 'src/search/text/a.ts', 'src/search/engine.ts')).toMatch(/above/);
  expect(complaint('src/core', 'src/core/new/a.ts', 'src/core/base/b.ts')).toMatch(/no floor/);
  expect(complaint('src/core', 'src/core/paper/a.ts', 'src/core/base/b.ts')).toBeUndefined();
});
