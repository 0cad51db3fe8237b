import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Random } from '../shared/random.ts';
import { residentMb } from './bot.ts';
import { FAMILIES, type Family } from './import-files.ts';
import type { Tally } from './tally.ts';

const MAIN = resolve(import.meta.dirname, '../../src/main.ts');

/** A file is read within this time, whatever is in it. */
const MAX_MS = 60_000;

export interface ImportFacts {
  readonly family: string;
  readonly code: number | null;
  readonly tookMs: number;
  readonly peakMb: number;
  readonly said: string;
}

export interface ImportOptions {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Writes a file of a family; it takes up to seconds, so not on the event loop that measures. */
  readonly writeFile: (family: Family, path: string) => Promise<void>;
}

/** Imports a hostile file into the bot's database, while the bot runs. */
export async function importHostile(
  { folder, env, writeFile }: ImportOptions,
  random: Random,
  tally: Tally,
): Promise<ImportFacts> {
  const family = random.pick(FAMILIES);
  tally.count('imports', family);
  const file = join(folder, `hostile.jsonl${family === 'a gzip bomb' ? '.gz' : ''}`);
  await writeFile(family, file);
  const from = performance.now();
  const child = spawn(process.execPath, [MAIN, 'import', file], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MAX_MS,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-2_000);
    });
  let peakMb = 0;
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(child.pid, 'VmHWM'));
  }, 50);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  clearInterval(watch);
  return { family, code, tookMs: performance.now() - from, peakMb, said };
}
