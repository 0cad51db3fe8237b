import type { Clock } from '../../core/base/clock.ts';
import type { PersonId, TenantId } from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type { MailKeys } from '../../core/mail/mail-access.ts';
import type { SignUps } from '../../core/mail/sign-ups.ts';
import type { CardSummary } from '../../core/message/message.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { SearchEngine } from '../../core/search/search.ts';
import type { Store } from '../../core/store/store.ts';
import type { Summarizer } from '../../core/summary/summary.ts';
import type { VoteValue } from '../../core/vote/vote.ts';
import type { Site } from './site.ts';

/** What a reader's vote is to be; 0 takes it back. */
export interface VoteWish {
  readonly paperId: PaperId;
  readonly person: PersonId;
  readonly tenant: TenantId;
  readonly value: VoteValue | 0;
}

/** What the pages for readers by mail need; absent where e-mail is off. */
export interface MailPages {
  readonly signUps: SignUps;
  readonly keys: Pick<MailKeys, 'verify'>;
  vote(wish: VoteWish): Promise<void>;
}

/** What is said of papers in a list. */
export interface CardReader {
  /** A paper without any text has no card. */
  read(papers: readonly Paper[]): Promise<ReadonlyMap<PaperId, CardSummary>>;
}

/** What is shown as similar to a paper. */
export interface SimilarReader {
  /** The closest first; `undefined` where that is not known yet. */
  read(paper: Paper): Promise<readonly PaperId[] | undefined>;
}

/** Makes cards, in the order of the papers. */
export type MakeCards = (papers: readonly Paper[]) => Promise<ReadonlyArray<CardSummary | undefined>>;

/** A WebSub hub, which passes on to its subscribers that a feed has changed. */
export interface Hub {
  readonly url: string;
  /** Notifies it that the feed at this address has changed. Rejects where it did not accept that. */
  publish(feed: string): Promise<void>;
}

/** What the pages are made of. */
export interface WebDeps {
  readonly site: Site;
  /** Of the bot, which may rehearse another day. */
  readonly clock: Clock;
  /** Of the wall, for limits. */
  readonly wallClock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly search: Pick<SearchEngine, 'search' | 'findSimilar'>;
  readonly findCardSummary: Summarizer['findCardSummary'];
  /** The same for several papers apart from the event loop. */
  readonly makeCards: MakeCards;
  readonly mail?: MailPages | undefined;
  /** Absent where feeds have none. */
  readonly hub?: Hub | undefined;
  /** Missing: the search is asked for each page. */
  readonly similar?: SimilarReader;
  /** The pages are saved as files. */
  readonly isStatic?: boolean;
}

/** What a page is made of. */
export interface PageDeps extends WebDeps {
  readonly cards: CardReader;
  readonly similar: SimilarReader;
}
