import type { Message } from './message.ts';
import type { Paper, PaperId } from './paper.ts';
import type { Clock, PaperSource, Store } from './ports.ts';
import type { SearchEngine } from './search.ts';
import type { ChannelId } from './subscription.ts';
import type { Summarizer } from './summary.ts';

/** What commands may use. Built in `main.ts`. */
export interface Services {
  readonly clock: Clock;
  readonly store: Store;
  /** For papers and lists that the store does not have. */
  readonly source: PaperSource;
  readonly search: SearchEngine;
  readonly summarizer: Summarizer;
  /** What the channel's next post would be, posting nothing. */
  preview(channel: ChannelId): Promise<Message[]>;
  /** The store's paper, else the source's (then saved); `undefined` when nobody knows it. */
  findPaper(id: PaperId): Promise<Paper | undefined>;
}
