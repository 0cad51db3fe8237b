import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAst } from 'rolldown/parseAst';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDERS = /^(?:src|commands|adapters|languages|loopback|playground|bench|docs)\//;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface MeasuredFunction {
  readonly lines: number;
  readonly file: string;
  readonly name: string;
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Every function of the code with its length in lines, the longest first; one that builds others counts them too. */
export function measureFunctions(): MeasuredFunction[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => FOLDERS.test(file))
    .flatMap((file) => measure(file, readFileSync(join(ROOT, file), 'utf8')))
    .toSorted((a, b) => b.lines - a.lines);
}

/** So many lines have at most `share` of the functions. */
export function findQuantile(functions: readonly MeasuredFunction[], share: number): number {
  return functions[Math.floor(functions.length * (1 - share))]?.lines ?? 0;
}

function measure(file: string, source: string): MeasuredFunction[] {
  const found: MeasuredFunction[] = [];
  visit(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }), '');
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
