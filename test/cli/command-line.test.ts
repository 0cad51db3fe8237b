import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROBLEM_CATALOGS } from '../../src/app/texts/problem-catalogs.ts';
import { EXIT } from '../../src/cli/base/app.ts';
import { explainError } from '../../src/cli/command-line.ts';
import { ConfigError } from '../../src/config/config.ts';
import { type Problem, readMessages } from '../../src/core/base/catalog.ts';
import {
  DeliveryError,
  InputError,
  PaperboyError,
  SourceBusyError,
  SourceError,
  StoppedError,
} from '../../src/core/base/errors.ts';

const ROOT = resolve(import.meta.dirname, '../..');

type Raise = (values: never) => Problem;
const catalogs = Object.values(PROBLEM_CATALOGS) as ReadonlyArray<Readonly<Record<string, Raise>>>;

/** Every problem, with a value for each parameter of its messages. */
const allProblems = catalogs.flatMap((catalog) => {
  const messages = readMessages(catalog);
  return Object.entries(catalog).map(([key, raise]) => {
    const text = `${messages.get(`${key}.what`)} ${messages.get(`${key}.fix`)}`;
    return raise(Object.fromEntries([...text.matchAll(/\{(\w+)/g)].map(([, name]) => [name, 1])) as never);
  });
});

/** What each class of errors ends a command line with. */
const CLASSES = {
  InputError: [EXIT.usage, (problem: Problem) => new InputError(problem)],
  PaperboyError: [EXIT.usage, (problem: Problem) => new PaperboyError(problem)],
  SourceError: [EXIT.refused, (problem: Problem) => new SourceError(problem)],
  SourceBusyError: [EXIT.refused, (problem: Problem) => new SourceBusyError(problem)],
  DeliveryError: [EXIT.refused, (problem: Problem) => new DeliveryError('refused', problem)],
} as const;
type ClassName = keyof typeof CLASSES;

const exitWith = (error: unknown) => explainError(error, () => undefined);

/** `new InputError(problems.dayInvalid(…))`, also with the fault of a `DeliveryError` before it. */
const RAISED = /new (\w+Error)\(\s*(?:'[a-z]+',\s*)?(\w+)\.(\w+)\(/g;
const IMPORTED = /import \{([^}]+)\} from '(\.[^']+texts?[^']*\.ts)'/g;

/** Where errors are made in place: their class and code. */
async function listRaised(): Promise<Array<{ file: string; name: string; code: string }>> {
  const files = execFileSync('git', ['ls-files', 'src', 'commands', 'adapters'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file.endsWith('.ts'));
  const found = await Promise.all(
    files.map(async (file) => {
      const source = readFileSync(join(ROOT, file), 'utf8');
      const raised = [...source.matchAll(RAISED)];
      if (raised.length === 0) return [];
      const known = await importCatalogs(file, source);
      return raised.flatMap(([, name = '', catalog = '', key = '']) => {
        const raise = known.get(catalog)?.[key];
        return raise ? [{ file, name, code: raise({} as never).code }] : [];
      });
    }),
  );
  return found.flat();
}

/** The catalogs that a file imports, by what it calls them. */
async function importCatalogs(file: string, source: string) {
  const known = new Map<string, Readonly<Record<string, Raise>>>();
  for (const [, names = '', from = ''] of source.matchAll(IMPORTED)) {
    const module = (await import(resolve(ROOT, dirname(file), from))) as Record<string, never>;
    for (const part of names.split(',')) {
      const [name = '', alias = name] = part.trim().split(' as ');
      const catalog = module[name];
      if (catalog !== undefined && catalogs.includes(catalog)) known.set(alias, catalog);
    }
  }
  return known;
}

describe('the exit status', () => {
  it('follows the kind of an error, for every code that there is', () => {
    expect(allProblems.length).toBeGreaterThan(300);
    for (const problem of allProblems)
      for (const [name, [status, make]] of Object.entries(CLASSES)) {
        // A source that was asked to stop did not refuse.
        const expected =
          problem.code === 'source-stopped' && name.startsWith('Source') ? EXIT.stopped : status;
        expect(exitWith(make(problem)), `${name} ${problem.code}`).toBe(expected);
      }
    expect(exitWith(new ConfigError(['wrong']))).toBe(EXIT.usage);
    expect(exitWith(new StoppedError())).toBe(EXIT.stopped);
    expect(exitWith(new Error('a bug'))).toBe(EXIT.failed);
  });

  it('is one for each code, wherever it is raised', async () => {
    const statuses = new Map<string, Set<number>>();
    const raised = await listRaised();
    for (const { name, code } of raised) {
      const [status] = CLASSES[name as ClassName] ?? [];
      if (status !== undefined) statuses.set(code, (statuses.get(code) ?? new Set<number>()).add(status));
    }
    expect(raised.length).toBeGreaterThan(150);
    expect([...statuses].filter(([, all]) => all.size > 1)).toEqual([]);
  });
});

it('every catalog of problems is in the list that the type of all codes is made of', async () => {
  const made = execFileSync(
    'git',
    ['grep', '-lE', '= createProblems\\(', '--', 'src', 'commands', 'adapters'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  const missing: string[] = [];
  for (const file of made.trim().split('\n')) {
    const module = (await import(join(ROOT, file))) as Record<string, never>;
    for (const [, name = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(
      /const (\w+) = createProblems\(/g,
    ))
      if (module[name] === undefined || !catalogs.includes(module[name])) missing.push(`${file}: ${name}`);
  }
  expect(missing).toEqual([]);
});
