import { rmSync } from 'node:fs';
import { raceAbort } from '../../core/async/race-abort.ts';
import type { Clock } from '../../core/base/clock.ts';
import { PaperboyError } from '../../core/base/errors.ts';
import type { Log } from '../../core/base/log.ts';
import { linkWorker } from '../../rpc/worker-link.ts';
import { readSystemCode } from '../storage/system-code.ts';
import { problems } from '../texts/texts.ts';
import type { BuildWorker } from './build-worker.ts';
import type { IndexMeta } from './index-file.ts';
import type { SearchablePapers } from './searchable-papers.ts';

/** Hears how far a build has come; `total` is what the store counted when it began. */
export type BuildProgress = (done: number, total: number) => void;

/** Small, so that reading a batch and sending it never holds up the event loop for long. */
const BATCH = 100;

/** Writes a new snapshot of all papers to `path`, in a worker of its own. The old one stays until the new one is whole. */
export async function buildIndexFile(options: {
  papers: SearchablePapers;
  path: string;
  clock: Clock;
  log: Log;
  progress?: BuildProgress | undefined;
  signal: AbortSignal;
}): Promise<{ meta: IndexMeta; bytes: number }> {
  const { papers, path, clock, log, progress, signal } = options;
  const started = clock.now();
  // What changes while the index is being built is in the feed of changes from here on.
  const checkpoint = await papers.readLastChange();
  const owner = await papers.readIdentity();
  const total = await papers.count();
  const link = linkWorker<BuildWorker>(new URL('./build-worker.ts', import.meta.url), {
    onDeath: (reason) => log.error({ err: reason }, 'The worker that builds the search index died'),
  });
  let draft: string | undefined;
  try {
    draft = await link.call.begin(path);
    let done = 0;
    let working: Promise<unknown> = Promise.resolve();
    for await (const batch of papers.readAll(BATCH)) {
      signal.throwIfAborted();
      // One batch is read from the store while the worker files the one before.
      await working;
      working = link.call.add(batch);
      working.catch(() => undefined);
      done += batch.length;
      progress?.(done, Math.max(total, done));
    }
    await working;
    const built = await raceAbort(link.call.finish({ checkpoint, owner }), signal);
    log.info(
      { papers: built.meta.papers, bytes: built.bytes, ms: clock.now() - started },
      'Search index built',
    );
    return built;
  } catch (error) {
    // The worker may be busy for seconds more, or gone: its draft is taken from here.
    await link.close();
    if (draft !== undefined) rmSync(draft, { force: true });
    throw toUnwritableError(error, path) ?? error;
  } finally {
    await link.close();
  }
}

/** The disk's no, in words; `undefined` where the failure is another. */
function toUnwritableError(cause: unknown, path: string): PaperboyError | undefined {
  if (!(cause instanceof Error) || readSystemCode(cause) === undefined) return undefined;
  const reason = cause.message.split('\n')[0] ?? '';
  return new PaperboyError(problems.searchIndex({ path, reason }), { cause });
}
