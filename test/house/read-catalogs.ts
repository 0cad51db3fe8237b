import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { IntlMessageFormat } from 'intl-messageformat';

const ROOT = resolve(import.meta.dirname, '../..');

const FOLDERS = /^(?:src|commands|adapters)\//;
const CATALOG = /\/(?:texts|[\w-]+-texts|texts\/[\w-]+)\.ts$/;

/** The parser’s own number for plain text. */
export const LITERAL = 0;

/** A part of a parsed message. */
export type Part = ReturnType<IntlMessageFormat['getAst']>[number];

/** Every catalog of the house, by its file. */
export async function findCatalogs(): Promise<ReadonlyMap<object, string>> {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => FOLDERS.test(file) && CATALOG.test(file));
  const found = new Map<object, string>();
  for (const file of files) {
    const room: Record<string, unknown> = await import(join(ROOT, file));
    for (const [name, value] of Object.entries(room))
      if (typeof value === 'object' && value !== null && isCatalog(value))
        found.set(value, `${file} ${name}`);
  }
  return found;
}

function isCatalog(value: object): boolean {
  return Object.getOwnPropertySymbols(value).some(({ description }) => description === 'messages');
}
