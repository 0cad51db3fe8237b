import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listSources } from '../support/read-imports.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Builds and pictures, which no bot runs. */
const TOOLS = /^playground\/(?:browser-path|screenshots|start-demo|page\/build)\.ts$/;

/** Besides `process.env`: what reads `NO_COLOR` and `TERM` unless they are passed. */
const READS_ENVIRONMENT =
  /\bprocess\s*(?:\?\.|\.)\s*env\b|\bprocess\s*\[|\bloadEnvFile\b|\bgetColorDepth\(|\bhasColors\(\)|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b|'(?:node:)?process'/;

const files = listSources(ROOT, ['src', 'adapters', 'commands', 'playground']).filter(
  (file) => !TOOLS.test(file),
);

describe('the environment', () => {
  it('is read by src/config alone', () => {
    const readers = files.filter((file) => READS_ENVIRONMENT.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(readers.filter((file) => !file.startsWith('src/config/'))).toEqual([]);
    expect(readers).not.toEqual([]);
  });

  it('is found however it is read', () => {
    for (const source of [
      'process.env.CI',
      "import { env } from 'node:process'",
      'const { env } = process;',
      "process['env']",
      'process.loadEnvFile()',
      'stream.getColorDepth()',
    ])
      expect(READS_ENVIRONMENT.test(source), source).toBe(true);
  });

  it('counts for colors only through it: a style is never left to what Node reads by itself', () => {
    const left = files.filter((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      const styled = text.match(/\bstyleText\(/g)?.length ?? 0;
      return styled !== (text.match(/\bvalidateStream: false\b/g)?.length ?? 0);
    });
    expect(left).toEqual([]);
  });
});
