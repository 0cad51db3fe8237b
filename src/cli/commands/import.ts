import type { Paper } from '../../core/paper/paper.ts';
import type { UnusableReason } from '../../core/paper/paper-source.ts';
import { wordUnusable } from '../../core/reason/word-unusable.ts';
import { type App, EXIT } from '../base/app.ts';
import { startBar, startProgress } from '../base/progress.ts';
import { texts } from '../base/texts.ts';

const BATCH = 500;
const COMPLAINTS_SHOWN = 10;
const FIELDS_SHOWN = 20;
/** A file may have a field of its own in every line. */
const MAX_FIELDS = 1_000;

const EXAMPLE = '{"id": "2604.26752", "title": "…", "abstract": "…"}';

type Shown = Pick<App, 'print' | 'isTerminal'>;
type ImportApp = Shown & Pick<App, 'store' | 'clock' | 'search' | 'readPapers' | 'stopping'>;

interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly skipped: number;
  readonly read: number;
}

/** Imports files of papers: JSON lines, or an array in the API's own shape, gzip or not. Bad lines are named and skipped. */
export async function importFiles(app: ImportApp, paths: readonly string[]): Promise<number> {
  const { search, print } = app;
  let total: Counts = { added: 0, changed: 0, skipped: 0, read: 0 };
  // For many papers one build at the end is half the work, and leaves a snapshot that has everything.
  await search.pause();
  for (const path of paths) {
    const counts = await new FileImport(app, path).run();
    total = {
      added: total.added + counts.added,
      changed: total.changed + counts.changed,
      skipped: total.skipped + counts.skipped,
      read: total.read + counts.read,
    };
  }
  const { added, changed, skipped, read } = total;
  await updateIndex(app, (report) => search.resume(added + changed, report), texts.indexUpToDate());
  print(texts.importEnd({ added, changed, skipped }));
  if (read > 0) return EXIT.ok;
  // By the files alone, so that a second run of the same import ends like the first.
  print(texts.importNothing({ example: EXAMPLE }));
  return EXIT.usage;
}

/** One file on its way into the store. */
class FileImport {
  readonly #app: ImportApp;
  readonly #path: string;
  readonly #bar: ReturnType<typeof startProgress>;
  readonly #dropped = new Map<string, number>();
  #batch: Paper[] = [];
  #counts = { added: 0, changed: 0, skipped: 0, read: 0 };

  constructor(app: ImportApp, path: string) {
    this.#app = app;
    this.#path = path;
    this.#bar = startProgress(app.isTerminal, app.print, path);
  }

  async run(): Promise<Counts> {
    const { readPapers, print } = this.#app;
    const path = this.#path;
    for await (const { line, parsed } of readPapers(path)) {
      if ('paper' in parsed) {
        this.#batch.push(parsed.paper);
        countFields(this.#dropped, parsed.dropped);
      } else this.#skip(line, parsed.reason);
      if (this.#batch.length === BATCH) await this.#save();
    }
    await this.#save();
    const more = this.#counts.skipped - COMPLAINTS_SHOWN;
    if (more > 0) print(texts.importMoreSkipped({ lines: more, path }));
    this.#bar.end(texts.importProgress({ path, papers: this.#counts.read }));
    if (this.#dropped.size > 0) print(wordDropped(path, this.#dropped));
    return this.#counts;
  }

  #skip(line: number, reason: UnusableReason): void {
    this.#counts.skipped += 1;
    if (this.#counts.skipped <= COMPLAINTS_SHOWN)
      this.#app.print(texts.importSkipped({ path: this.#path, line, why: wordUnusable(reason) }));
  }

  async #save(): Promise<void> {
    const { store, clock, stopping } = this.#app;
    const path = this.#path;
    if (stopping.aborted) this.#bar.end(texts.importStopped({ path, papers: this.#counts.read }));
    stopping.throwIfAborted();
    const { added, changed } = await store.papers.save(this.#batch, clock.now());
    this.#counts.added += added.length;
    this.#counts.changed += changed.length;
    this.#counts.read += this.#batch.length;
    this.#batch = [];
    this.#bar.report(texts.importProgress({ path, papers: this.#counts.read }));
  }
}

function countFields(counts: Map<string, number>, fields: readonly string[]): void {
  for (const field of fields)
    if (counts.has(field) || counts.size < MAX_FIELDS) counts.set(field, (counts.get(field) ?? 0) + 1);
}

/** Which fields are not in the papers, and of how many: the most frequent first. */
function wordDropped(path: string, counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, FIELDS_SHOWN).map(([field, count]) => `${field} (${count})`);
  const fields = shown.join(', ');
  const others = sorted.length - shown.length;
  return others > 0
    ? texts.importDroppedMore({ path, fields, others })
    : texts.importDropped({ path, fields });
}

/** Rebuilds the search index from the store. */
export async function reindex(app: Shown & Pick<App, 'search' | 'store'>): Promise<number> {
  const { search, store } = app;
  // A build that is under way at the start, of a missing index or an old one, would not be reported.
  await search.pause();
  const papers = await store.papers.count();
  await updateIndex(app, (report) => search.rebuild(report), texts.indexed({ papers }));
  return EXIT.ok;
}

async function updateIndex(
  { print, isTerminal }: Shown,
  update: (report: (done: number, total: number) => void) => Promise<void>,
  done: string,
): Promise<void> {
  const bar = startBar(isTerminal, print, texts.indexTitle());
  try {
    await update(bar.report);
    bar.end(done);
  } catch (error) {
    bar.end(texts.indexNotFinished());
    throw error;
  }
}
