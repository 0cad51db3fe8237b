import type { Paper } from '../core/paper.ts';
import type { Clock, Inbound, Log, PaperSource, Platform, Store } from '../core/ports.ts';
import type { SearchEngine } from '../core/search.ts';
import type { PlatformName } from '../core/subscription.ts';
import type { Summarizer } from '../core/summary.ts';
import type { Deliver } from '../jobs/deliver.ts';
import type { Refresh } from '../jobs/refresh.ts';
import type { Tallies } from '../jobs/tallies.ts';

/** `demo`: the bundled edition, in memory. `dry`: every platform can render, none connects. */
export type BuildKind = 'real' | 'demo' | 'dry';

/** Everything that a command line needs of the running bot; built in `main.ts`. */
export interface App {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly source: PaperSource;
  readonly search: SearchEngine & {
    /** Resolves when the index is open. */
    readonly ready: Promise<void>;
    rebuild(progress?: (done: number, total: number) => void): Promise<void>;
  };
  readonly summarizer: Summarizer;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly inbound: Inbound;
  readonly refresh: Refresh;
  readonly deliver: Deliver;
  readonly tallies: Tallies;
  /** Tells people whose time has come of new papers that they follow. */
  tellFollowers(): Promise<void>;
  /** The records of a file, each as a paper or the reason why it is none. */
  readPapers(path: string): AsyncIterable<{ line: number; parsed: { paper: Paper } | { reason: string } }>;
  readonly refreshMinutes: number;
  /** Resolves when the person at the terminal leaves; absent without a terminal. */
  readonly left?: Promise<void>;
  /** Whether a person watches the output: progress may move. */
  readonly isTerminal: boolean;
  /** Writes a line for the person at the command line. */
  print(line: string): void;
  /** Closes the search index and the store. */
  close(): Promise<void>;
}

/** What a command line ends with. */
export const EXIT = {
  ok: 0,
  /** A fault of ours. */
  failed: 1,
  /** What was typed, or the settings, cannot be used. */
  usage: 2,
  /** A platform or a source said no. */
  refused: 3,
} as const;
