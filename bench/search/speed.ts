import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TIMED } from './engines/index.ts';
import { forkFor } from './fork.ts';
import { percentile } from './measures.ts';
import type { SpeedRun } from './speed-child.ts';
import { megabytes, table } from './table.ts';

/**
 * `node bench/search/speed.ts FILE SIZE… [--only NAME]…`: time, size and memory of every engine over the papers of a
 * file, grown by varied copies where a size is larger than the file. Engines that store their index in a file are
 * opened again in a fresh process, and it is that process which is measured. Opening is a service's second start: the
 * index is there, and so is the compiled code, stored as `docs/operations.md` describes.
 */
const [file = '', ...rest] = process.argv.slice(2);
const only = rest.flatMap((word, i) => (rest[i - 1] === '--only' ? [word] : []));
const sizes = rest.filter((word) => /^\d+$/.test(word));
/** Beyond this the engines that live in memory take hours or die. */
const MAX_IN_MEMORY = 100_000;
const ON_DISK = /Paperboy|worker|FTS5/;

for (const size of sizes) {
  const rows: string[][] = [];
  for (const name of Object.keys(TIMED)) {
    if (only.length > 0 && !only.includes(name)) continue;
    if (!ON_DISK.test(name) && Number(size) > MAX_IN_MEMORY) continue;
    rows.push(await measure(name, size));
  }
  const head = [
    'engine',
    'p50 ms',
    'p95 ms',
    'max ms',
    'build s',
    'open ms',
    'index MB',
    'memory MB',
    'loop held ms',
    'of it GC',
  ];
  process.stdout.write(`\n## ${size} papers\n\n${table(head, rows)}\n`);
}

async function measure(name: string, size: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-speed-'));
  const codeFolder = mkdtempSync(join(tmpdir(), 'paperboy-speed-code-'));
  const options = { memoryMb: 12_000, codeFolder };
  const script = new URL('./speed-child.ts', import.meta.url);
  try {
    const built = await forkFor<SpeedRun>(script, [name, file, size, folder], options);
    if ('failed' in built) return [name, built.failed.slice(0, 80)];
    const opened = ON_DISK.test(name)
      ? await forkFor<SpeedRun>(script, [name, file, size, folder], options)
      : built;
    if ('failed' in opened) return [name, opened.failed.slice(0, 80)];
    return [
      name,
      ...[0.5, 0.95, 1].map((share) => percentile(opened.times, share).toFixed(2)),
      (built.buildMs / 1000).toFixed(1),
      opened === built ? '–' : opened.buildMs.toFixed(0),
      megabytes(opened.indexBytes),
      megabytes(opened.memoryBytes),
      opened.longestHoldMs.toFixed(0),
      opened.longestCollectionMs.toFixed(0),
    ];
  } finally {
    for (const path of [folder, codeFolder]) rmSync(path, { recursive: true, force: true });
  }
}
