import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Random } from '../soak/random.ts';
import { residentMb } from './bot.ts';
import { mutate } from './mutate.ts';
import { hostilePaper } from './papers.ts';
import type { Tally } from './tally.ts';

const MAIN = resolve(import.meta.dirname, '../../src/main.ts');
const MB = 1024 * 1024;

/** A file is read within this time, whatever is in it. */
const MAX_MS = 60_000;

const FILES: Readonly<Record<string, (random: Random) => string | Buffer>> = {
  'records with hostile fields': (random) =>
    lines(300, (i) => hostilePaper(`2501.${10_000 + i}`, random, () => undefined).paper),
  'records with changed fields': (random) =>
    lines(
      300,
      (i) => mutate(hostilePaper(`2502.${10_000 + i}`, random, () => undefined).paper, random).value,
    ),
  'a date with functions for names': () =>
    '{"id":"2501.00001","title":"A","abstract":"B","date":{"toString":1,"valueOf":1}}\n',
  'a title of 30 MB': () => `{"id":"2501.00002","title":"${'a '.repeat(15 * MB)}","abstract":"B"}\n`,
  'one line of brackets': () => '['.repeat(5 * MB),
  'no line end': () => 'x'.repeat(40 * MB),
  'a gzip bomb': () => Buffer.concat(Array.from({ length: 20 }, () => gzipSync(Buffer.alloc(16 * MB, 'a')))),
  'a file of nothing': () => '',
  'bytes that are no text': (random) =>
    Buffer.from(Array.from({ length: 50_000 }, () => random.whole(0, 255))),
};

function lines(count: number, make: (i: number) => unknown): string {
  return Array.from({ length: count }, (_, i) => `${JSON.stringify(make(i)) ?? 'null'}\n`).join('');
}

export interface ImportFacts {
  readonly family: string;
  readonly code: number | null;
  readonly tookMs: number;
  readonly peakMb: number;
  readonly said: string;
}

/** Imports a hostile file into the bot's database, while the bot runs. */
export async function importHostile(
  { folder, env }: { folder: string; env: Readonly<Record<string, string>> },
  random: Random,
  tally: Tally,
): Promise<ImportFacts> {
  const family = random.pick(Object.keys(FILES));
  tally.count('imports', family);
  const content = FILES[family]?.(random) ?? '';
  const file = join(folder, `hostile.jsonl${family === 'a gzip bomb' ? '.gz' : ''}`);
  writeFileSync(file, content);
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
