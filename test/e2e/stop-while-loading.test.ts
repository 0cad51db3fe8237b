import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../support/builders.ts';
import { startMain } from './run-main.ts';

/** Says when the code of the bot is being loaded, and loads on a second later: once, since dozens of files import this package. */
const SLOW_LOADING = `import { registerHooks } from 'node:module';
import { writeSync } from 'node:fs';
let said = false;
registerHooks({
  resolve(name, context, next) {
    if (name === 'kysely' && !said) {
      said = true;
      writeSync(2, 'loading\\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    }
    return next(name, context);
  },
});`;

it.each([
  ['SIGTERM', 'start', 0],
  ['SIGINT', 'start', 0],
  ['SIGTERM', 'check', 130],
] as const)(
  '%s while the code is still being loaded is a stop like any other: %s ends with %i',
  async (signal, command, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-loading-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const env = {
      HF_BASE_URL: 'http://127.0.0.1:9',
      ARXIV_BASE_URL: 'http://127.0.0.1:9',
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(SLOW_LOADING)}`,
    };
    const running = startMain([command], { cwd: folder, env });
    await until(() => running.text().includes('loading'), 'the code is being loaded', 30_000);
    running.process.kill(signal);
    const { code, signal: by, stdout, stderr } = await running.done;
    expect([code, by], stdout + stderr).toEqual([expected, null]);
  },
  60_000,
);
