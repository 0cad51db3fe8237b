import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const MAX_LENGTH = 80;
const P95_LENGTH = 40;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

interface Measured {
  readonly lines: number;
  readonly file: string;
  readonly name: string;
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Every function with its length in lines; one that builds others counts them too. */
function measure(file: string): Measured[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const found: Measured[] = [];
  visit(parseAst(source, { lang: 'ts' }), '');
  return found;

  function visit(node: unknown, around: string): void {
    if (Array.isArray(node)) for (const part of node) visit(part, around);
    if (!isNode(node)) return;
    const name = findName(node) ?? around;
    if (FUNCTIONS.has(node.type)) {
      found.push({ lines: source.slice(node.start, node.end).split('\n').length, file, name });
    }
    for (const [key, part] of Object.entries(node)) if (key !== 'type') visit(part, name);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function findName({ id, key }: Node): string | undefined {
  const named = [id, key].find(isNode)?.name;
  return typeof named === 'string' ? named : undefined;
}

describe('functions stay short', () => {
  const functions = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /^(?:src|commands|adapters)\//.test(file))
    .flatMap(measure);

  it(`none has more than ${MAX_LENGTH} lines`, () => {
    const long = functions.filter(({ lines }) => lines > MAX_LENGTH);
    expect(long).toEqual([]);
  });

  it(`of a hundred 95 have at most ${P95_LENGTH} lines`, () => {
    const lengths = functions.map(({ lines }) => lines).toSorted((a, b) => a - b);
    expect(lengths.length).toBeGreaterThan(1000);
    expect(lengths[Math.floor(lengths.length * 0.95)]).toBeLessThanOrEqual(P95_LENGTH);
  });
});
