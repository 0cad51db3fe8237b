import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What each file imports, by paths from the top; types as well, since whoever reads a file reads them too. */
export type Imports = ReadonlyMap<string, readonly string[]>;

// The formatter puts every import and re-export at the start of a line.
const SPECIFIER =
  /^(?:import|export)\s(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

/** What a source text names in its imports: files, packages and `node:` modules. */
export function listSpecifiers(source: string): string[] {
  return [...source.matchAll(SPECIFIER)].map(([, stated = '', called]) => called ?? stated);
}

/** The file that a specifier of a file names; `undefined` for a package. */
export function toImported(file: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? join(dirname(file), specifier) : undefined;
}

/** The source files in folders of `root`, by paths from there; folders that are not there have none. */
export function listSources(root: string, folders: readonly string[]): string[] {
  return folders
    .filter((folder) => statSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory())
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file))
        .map((file) => join(folder, file)),
    )
    .toSorted();
}

/** The imports among the source files of these folders. */
export function readImports(root: string, folders: readonly string[]): Imports {
  const files = new Set(listSources(root, folders));
  return new Map(
    [...files].map((file) => {
      const specifiers = listSpecifiers(readFileSync(join(root, file), 'utf8'));
      const targets = specifiers.flatMap((specifier) => toImported(file, specifier) ?? []);
      return [file, [...new Set(targets)].filter((target) => files.has(target))];
    }),
  );
}

/** Groups of files that import each other, by way of others or not; each sorted. */
export function findCycles(imports: Imports): string[][] {
  const reached = new Map([...imports.keys()].map((file) => [file, findReached(imports, file)]));
  const groups = new Map<string, string[]>();
  for (const [file, targets] of reached) {
    if (!targets.has(file)) continue;
    const group = [...targets].filter((other) => reached.get(other)?.has(file)).toSorted();
    groups.set(group.join('\n'), group);
  }
  return [...groups.values()].toSorted(([a = ''], [b = '']) => a.localeCompare(b));
}

function findReached(imports: Imports, from: string): Set<string> {
  const reached = new Set<string>();
  const left = [...(imports.get(from) ?? [])];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    left.push(...(imports.get(file) ?? []));
  }
  return reached;
}
