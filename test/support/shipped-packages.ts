import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Copy, DockerfileParser } from 'dockerfile-ast';

const ROOT = resolve(import.meta.dirname, '../..');
const LOCK = join(ROOT, 'package-lock.json');
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

/** What the Dockerfile copies of this repository. */
export function listShippedFiles(): string[] {
  return DockerfileParser.parse(readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8'))
    .getCOPYs()
    .filter((copy: Copy) => copy.getFlags().length === 0)
    .flatMap((copy) => copy.getArguments().slice(0, -1).map(String));
}
