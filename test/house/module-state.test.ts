import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** What a module may have for itself: the context of an asynchronous call, and the process that `main.ts` is. */
const ALLOWED = new Set([
  'src/main.ts: stopping',
  'src/core/base/language.ts: spoken',
  'src/sources/http/requester.ts: requesters',
]);

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Variables of a module that change, and what begins empty and so is filled later: collections, buffers, caches. */
function findState(source: string): string[] {
  const { body } = parseAst(source, { lang: 'ts' }) as unknown as { readonly body: readonly Node[] };
  return body
    .map((node) =>
      node.type === 'ExportNamedDeclaration' && isNode(node.declaration) ? node.declaration : node,
    )
    .filter(({ type }) => type === 'VariableDeclaration')
    .flatMap(({ kind, declarations }) =>
      (declarations as readonly Node[])
        .filter(({ init }) => kind !== 'const' || startsEmpty(init))
        .map(({ id }) => String((id as Node).name)),
    );
}

function startsEmpty(value: unknown): boolean {
  if (!isNode(value)) return false;
  if (value.type === 'ArrayExpression') return (value.elements as unknown[]).length === 0;
  if (value.type === 'ObjectExpression') return (value.properties as unknown[]).length === 0;
  if (value.type !== 'NewExpression') return false;
  const [first] = value.arguments as unknown[];
  const name = String((value.callee as Node).name);
  return first === undefined || name.endsWith('Cache') || (/(?:Array|Buffer)$/.test(name) && !isList(first));
}

function isList(value: unknown): boolean {
  return isNode(value) && value.type === 'ArrayExpression';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

it('no module has state of its own', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /^(?:src|commands|adapters)\//.test(file));
  const found = files.flatMap((file) =>
    findState(readFileSync(join(ROOT, file), 'utf8')).map((name) => `${file}: ${name}`),
  );
  expect(found.filter((one) => !ALLOWED.has(one))).toEqual([]);
  expect([...ALLOWED].filter((one) => !found.includes(one))).toEqual([]);
});

it('state is found whatever it is', () => {
  for (const source of [
    'let count = 0;',
    'export let count = 0;',
    'const seen = new Set<string>();',
    'export const seen = new Map();',
    'const list: string[] = [];',
    'const table: Record<string, string> = {};',
    'const cache = new LRUCache<string, string>({ max: 40 });',
    'const buffer = new Float64Array(1000);',
  ])
    expect(findState(source), source).toHaveLength(1);
  for (const source of [
    'const WORDS = new Set("a b".split(" "));',
    'const TABLE = { a: 1 };',
    'function count() { let n = 0; const seen = new Set(); }',
    'class A { readonly #seen = new Set(); }',
    'const WEIGHTS = new Float64Array([1, 2]);',
  ])
    expect(findState(source), source).toEqual([]);
});
