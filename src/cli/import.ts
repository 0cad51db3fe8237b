import { counted } from '../core/paper/format.ts';
import type { Paper } from '../core/paper/paper.ts';
import { type App, EXIT } from './app.ts';
import { startBar, startProgress } from './progress.ts';

const BATCH = 500;
const COMPLAINTS_SHOWN = 10;
const FIELDS_SHOWN = 20;
/** A file may have a field of its own in every line. */
const MOST_FIELDS = 1_000;

/** Imports files of papers: JSON lines, or an array in the API's own shape, gzip or not. Bad lines are named and skipped. */
export async function importFiles(
  { store, clock, search, readPapers, print, isTerminal, stopping }: App,
  paths: readonly string[],
): Promise<number> {
  let added = 0;
  let changed = 0;
  let skipped = 0;
  let readable = 0;
  // Of many papers one build at the end is half the work, and leaves a snapshot that has everything.
  await search.pause();
  for (const path of paths) {
    let complaints = 0;
    const bar = startProgress(isTerminal, print, path);
    let batch: Paper[] = [];
    const dropped = new Map<string, number>();
    let read = 0;
    const save = async (): Promise<void> => {
      if (stopping.aborted) bar.end(`${path}: ${counted(read, 'paper', 'en')}, then stopped`);
      stopping.throwIfAborted();
      const saved = await store.papers.save(batch, clock.now());
      added += saved.added.length;
      changed += saved.changed.length;
      read += batch.length;
      readable += batch.length;
      batch = [];
      bar.tell(`${path}: ${counted(read, 'paper', 'en')}`);
    };
    for await (const { line, parsed } of readPapers(path)) {
      if ('paper' in parsed) {
        batch.push(parsed.paper);
        countFields(dropped, parsed.dropped);
      } else {
        skipped += 1;
        complaints += 1;
        if (complaints <= COMPLAINTS_SHOWN) print(`${path}:${line} ${parsed.reason}; skipped`);
      }
      if (batch.length === BATCH) await save();
    }
    await save();
    if (complaints > COMPLAINTS_SHOWN)
      print(`… and ${counted(complaints - COMPLAINTS_SHOWN, 'more line', 'en')} of ${path} skipped`);
    bar.end(`${path}: ${counted(read, 'paper', 'en')}`);
    if (dropped.size > 0) print(`${path}: ${droppedLine(dropped)}`);
  }
  await updateIndex(
    { print, isTerminal },
    (tell) => search.resume(added + changed, tell),
    'index: up to date',
  );
  print(
    `${counted(added, 'paper', 'en')} added, ${changed} changed, ${counted(skipped, 'line', 'en')} skipped`,
  );
  if (readable > 0) return EXIT.ok;
  // By the files alone, so that a second run of the same import ends like the first.
  print(
    'There was no paper in it. A line of a file to import: {"id": "2604.26752", "title": "…", "abstract": "…"}',
  );
  return EXIT.usage;
}

function countFields(counts: Map<string, number>, fields: readonly string[]): void {
  for (const field of fields)
    if (counts.has(field) || counts.size < MOST_FIELDS) counts.set(field, (counts.get(field) ?? 0) + 1);
}

/** Which fields are not in the papers, and of how many: the most frequent first. */
function droppedLine(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, FIELDS_SHOWN).map(([field, count]) => `${field} (${count})`);
  const more =
    sorted.length > shown.length ? ` and ${counted(sorted.length - shown.length, 'other', 'en')}` : '';
  return `fields not imported, and in how many records: ${shown.join(', ')}${more}`;
}

/** Builds the search index anew from the store. */
export async function reindex({ search, print, isTerminal, store }: App): Promise<number> {
  // A build that is under way at the start, of a missing index or an old one, would not be told of.
  await search.pause();
  const count = await store.papers.count();
  await updateIndex(
    { print, isTerminal },
    (tell) => search.rebuild(tell),
    `${counted(count, 'paper', 'en')} indexed`,
  );
  return EXIT.ok;
}

async function updateIndex(
  { print, isTerminal }: Pick<App, 'print' | 'isTerminal'>,
  update: (tell: (done: number, total: number) => void) => Promise<void>,
  done: string,
): Promise<void> {
  const bar = startBar(isTerminal, print, 'index');
  try {
    await update(bar.tell);
    bar.end(done);
  } catch (error) {
    bar.end('index: not finished, the former one stays');
    throw error;
  }
}
