import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..');

/** The demo with its page, as a process of its own, for whoever takes pictures of it. */
export async function startDemo(options: readonly string[] = []) {
  const line = ['src/main.ts', 'demo', '--page', '--no-open', '--port', '0', ...options];
  const child = spawn(process.execPath, line, {
    ...{ cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC', CI: '1' },
  });
  for await (const said of createInterface(child.stdout ?? process.stdin)) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    if (!url) continue;
    child.stdout?.resume();
    return { url, stop: () => child.kill('SIGINT') };
  }
  throw new Error('The demo did not start.');
}
