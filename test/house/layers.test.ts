import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listSources, listSpecifiers, toImported } from '../support/read-imports.ts';
import { LAYERS } from './layout.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The folder of the part that a path is in; the part's own name for a file beside the folders. */
function findFolder(part: string, path: string): string {
  const [folder = '', ...more] = relative(part, path).split('/');
  return more.length > 0 ? folder : part;
}

function complaint(part: string, file: string, target: string): string | undefined {
  const layers = LAYERS[part] ?? [];
  const [from, to] = [findFolder(part, file), findFolder(part, target)];
  if (from !== part && !layers.includes(from)) return `${from} of ${part} is no layer`;
  if (from === to || from === part) return undefined;
  if (to === part) return `${file} may not import ${target}, which is above it`;
  return layers.indexOf(to) < layers.indexOf(from) ? undefined : `${file} may not import ${target}`;
}

describe.each(Object.keys(LAYERS))('inside %s', (part) => {
  const files = listSources(ROOT, [part]);

  it('imports point down, from layer to layer', () => {
    const complaints = files.flatMap((file) =>
      listSpecifiers(readFileSync(join(ROOT, file), 'utf8')).flatMap((specifier) => {
        const target = toImported(file, specifier);
        return target?.startsWith(`${part}/`) ? (complaint(part, file, target) ?? []) : [];
      }),
    );
    expect(complaints).toEqual([]);
  });

  it('every layer is there', () => {
    const folders = new Set(files.map((file) => findFolder(part, file)).filter((folder) => folder !== part));
    expect([...folders].toSorted()).toEqual([...(LAYERS[part] ?? [])].toSorted());
  });
});

it('the rule denies what points up, sideways or nowhere', () => {
  expect(complaint('src/core', 'src/core/base/a.ts', 'src/core/paper/b.ts')).toMatch(/may not/);
  expect(complaint('src/search', 'src/search/text/a.ts', 'src/search/engine.ts')).toMatch(/above/);
  expect(complaint('src/core', 'src/core/new/a.ts', 'src/core/base/b.ts')).toMatch(/no layer/);
  expect(complaint('src/core', 'src/core/paper/a.ts', 'src/core/base/b.ts')).toBeUndefined();
});
