import type { PersonId, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { PaperId } from '../paper/paper.ts';
import type { SummaryOrigin, SummaryStyle } from './summary.ts';

/** The summary that somebody judges. */
export interface JudgedSummary extends SummaryOrigin {
  readonly paperId: PaperId;
  readonly style: SummaryStyle;
}

/** Whether a summary helped a person. Each person can give feedback on a summary once, and may change it. */
export interface SummaryFeedback extends JudgedSummary {
  readonly person: PersonId;
  readonly tenant: TenantId;
  readonly helped: boolean;
  readonly at: Instant;
}

export interface FeedbackCount {
  readonly yes: number;
  readonly no: number;
}

/** How often the summaries of one provider, in one style and language, helped. */
export interface FeedbackTotal
  extends FeedbackCount,
    Pick<JudgedSummary, 'style' | 'language' | 'provider'> {}

export interface SummaryFeedbackStore {
  /** Replaces what the person said of this summary before. */
  record(feedback: SummaryFeedback): Promise<void>;
  /** How many in a server or workspace a summary helped. */
  count(summary: JudgedSummary, tenant: TenantId): Promise<FeedbackCount>;
  /** Totals of a server or workspace, or of all of them; those with most answers first, at most `limit`. */
  listTotals(tenant: TenantId | undefined, limit: number): Promise<FeedbackTotal[]>;
}
