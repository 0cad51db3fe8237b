import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const LOCK = join(resolve(import.meta.dirname, '../..'), 'package-lock.json');
const PACKAGES = 'node_modules/';

/** The packages that `npm ci --omit=dev` installs, by their folder. */
export function listShippedPackages(): string[] {
  const { packages } = JSON.parse(readFileSync(LOCK, 'utf8')) as {
    packages: Readonly<Record<string, { dev?: boolean; optional?: boolean }>>;
  };
  return Object.entries(packages).flatMap(([path, { dev, optional }]) =>
    path.startsWith(PACKAGES) && path.lastIndexOf(PACKAGES) === 0 && !dev && !optional ? [path] : [],
  );
}
