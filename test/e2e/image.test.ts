import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../support/builders.ts';
import { aFreePort } from '../support/free-port.ts';
import { listShippedFiles, listShippedPackages } from '../support/shipped-packages.ts';
import { aCity } from './city.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const NONROOT = 65_532;
const MAIN = '/app/src/main.ts';
const NODE = '/nodejs/bin/node';
const dockerfile = DockerfileParser.parse(readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8'));

function readEnvironment(): Record<string, string> {
  const variables = dockerfile.getENVs().flatMap((env) => env.getProperties());
  return Object.fromEntries(variables.map((one) => [one.getName(), one.getValue() ?? '']));
}

function readCommand(): string[] {
  return dockerfile
    .getCMDs()
    .flatMap((command) => command.getJSONStrings().map((text) => text.getJSONValue()));
}

/** Node with the libraries that it names, and the files of the image: no shell, no tools, no `/proc`, no `/tmp`. */
function layImage(): string {
  // Beside the packages, so that they can be linked: a copy of them takes seconds.
  const root = mkdtempSync(join(ROOT, 'node_modules/.image-'));
  chmodSync(root, 0o755);
  onTestFinished(() => rmSync(root, { recursive: true, force: true }), 60_000);
  const put = (from: string, to: string) => {
    mkdirSync(join(root, dirname(to)), { recursive: true });
    linkSync(from, join(root, to));
  };
  put(process.execPath, NODE);
  const libraries =
    execFileSync('ldd', [process.execPath], { encoding: 'utf8' }).match(/\/\S+(?= \()/g) ?? [];
  for (const library of libraries) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    cpSync(realpathSync(library), join(root, library));
  }
  for (const name of listShippedFiles())
    cpSync(join(ROOT, name), join(root, 'app', name), { recursive: true });
  execFileSync('cp', ['-al', '--parents', ...listShippedPackages(), join(root, 'app')], { cwd: ROOT });
  mkdirSync(join(root, 'data'), 0o700);
  chownSync(join(root, 'data'), NONROOT, NONROOT);
  return root;
}

const isRoot = process.getuid?.() === 0;
const canChroot = isRoot && spawnSync('chroot', ['/', 'true']).status === 0;

it.skipIf(!canChroot)(
  'the contents of the image run under a bare root, as a user who owns nothing but /data',
  async () => {
    const port = await aFreePort();
    const city = await aCity();
    onTestFinished(() => city.close());
    const root = layImage();
    const env = { PATH: process.env.PATH, ...city.env, ...readEnvironment(), HEALTH_PORT: String(port) };
    const run = (...args: string[]) => {
      const user = `--userspec=${NONROOT}:${NONROOT}`;
      const child = spawn('chroot', [user, root, NODE, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      let text = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => (text += String(chunk)));
      const done = new Promise<number | null>((end) => child.once('close', (code) => end(code)));
      onTestFinished(() => void child.kill('SIGKILL'));
      return { child, done, text: () => text };
    };
    const writes = run('-e', `require('node:fs').writeFileSync('/app/src/x.ts', '')`);
    expect([await writes.done, writes.text()]).toEqual([1, expect.stringContaining('EACCES')]);

    const bot = run(...readCommand());
    const isReady = () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(isReady, `it is ready:\n${bot.text()}`, 90_000);
    const health = run(MAIN, 'health');
    expect([await health.done, health.text()]).toEqual([0, 'readyz: ok\n']);
    bot.child.kill('SIGTERM');
    expect(await bot.done, bot.text()).toBe(0);
  },
  240_000,
);
