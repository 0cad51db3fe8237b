import type { Span, Text } from '../base/text.ts';
import type { Day } from '../base/time.ts';
import type { Paper } from '../paper/paper.ts';
import type { Rise } from '../paper/paper-facts.ts';
import type { RecapSpan } from '../schedule/recap.ts';
import type { SpecialLayout } from '../schedule/subscription.ts';
import type { Tally } from '../vote/vote.ts';

/** How many papers fit the limits of a message in a layout where each has its summary and buttons. */
export const SPECIAL_PAPERS_PER_MESSAGE = 5;

/** The most papers in one message: a keycap reaction exists for each, and it fits the limits of every platform. */
export const PAPERS_PER_MESSAGE = 10;

/**
 * A message as meaning, without a layout, which an adapter adds. Each message becomes exactly one post. All text
 * in it is plain and untrusted: adapters escape it.
 */
export type Message = (Overview | Card | PaperList | SummaryMessage | Fields | Notice) & {
  /** Whose answer it was, where it is shown to everybody: a display name, which mentions nobody. */
  readonly sharedBy?: string;
  /** The platform's own id of a role or user group that the message mentions; nothing else in a message mentions anybody. */
  readonly mentions?: string;
};

/** The digest at a glance: for each paper its title, its finding, and a line of facts. */
export interface Overview {
  readonly kind: 'overview';
  /** The newest day of its papers. */
  readonly day: Day;
  /** The day it is posted on, for a digest without anything new. */
  readonly leftoversOn?: Day;
  /** Which of several overviews of one digest this is, from 1. */
  readonly part?: { readonly n: number; readonly of: number };
  /** At most `PAPERS_PER_MESSAGE`; all papers of the digest in a mail. */
  readonly entries: readonly PaperView[];
  /** What adjacent entries have in common, in their order; every entry is in one of them. */
  readonly groups?: readonly EntryGroup[];
  /** The days that a recap looks back on. */
  readonly recap?: RecapSpan;
  /** Papers of the digest that are not in `entries` but in the thread or in the next post. */
  readonly more: number;
  /** How its papers are drawn, where the platform can; otherwise as lines. */
  readonly style?: SpecialLayout;
  /** Where a card for each can be read. */
  readonly cards: 'thread' | 'channel' | 'none';
  readonly language: string;
}

export interface EntryGroup {
  readonly heading: string;
  readonly count: number;
}

/** One paper in full. */
export interface Card {
  readonly kind: 'card';
  readonly view: PaperView;
  /** Reactions on it are votes: it is posted with a digest. Reactions on an answer are not received, or not counted. */
  readonly takesReactions?: true;
  readonly language: string;
  readonly actions?: readonly Action[];
}

/** A page of search results, of a day, of a leaderboard … */
export interface PaperList {
  readonly kind: 'list';
  readonly title: string;
  /** One line under the title: how many, how fast, for which query. */
  readonly note?: Text;
  /** At most `PAPERS_PER_MESSAGE`. */
  readonly entries: readonly PaperView[];
  /** As in an overview. */
  readonly groups?: readonly EntryGroup[];
  /** Shown when there are no entries: why, and what to try. */
  readonly empty?: Text;
  readonly language: string;
  readonly actions?: readonly Action[];
}

export interface SummaryMessage {
  readonly kind: 'summary';
  readonly view: PaperView;
  /** Paragraphs or, for the bullets style, labeled points. */
  readonly points: ReadonlyArray<{ readonly label?: string; readonly text: string }>;
  /** Who wrote it: `Extracted from the abstract`, `Hugging Face AI summary`, `gpt-x, checked`. */
  readonly by: string;
  readonly notes: readonly string[];
  readonly language: string;
  readonly feedback?: Feedback;
  readonly actions?: readonly Action[];
}

/** Two buttons under a summary by which people say whether it helped. A press comes back as an action interaction. */
export interface Feedback {
  readonly yes: ButtonLabel;
  readonly no: ButtonLabel;
}

/** The label of a button, which may change while its message stays the same. */
export interface ButtonLabel {
  /** At most 100 characters. */
  readonly id: string;
  readonly label: string;
}

/** Named values: settings, status, why, help. */
export interface Fields {
  readonly kind: 'fields';
  readonly title: string;
  readonly intro?: Text;
  /** At most 25. */
  readonly fields: ReadonlyArray<{ readonly name: string; readonly value: Text }>;
  /** Papers that the fields name: a select under them says what can be done with each, as under a list. */
  readonly papers?: readonly PaperView[];
  /** For programs: numbers that the fields word. */
  readonly numbers?: Readonly<Record<string, number>>;
  readonly actions?: readonly Action[];
}

/** One notice for a person. */
export interface Notice {
  readonly kind: 'notice';
  readonly tone: 'info' | 'success' | 'warning' | 'error';
  readonly title: string;
  readonly text?: Text;
  /** What to do, in words. */
  readonly fix?: Text;
  /** What to type: one of our commands, see `commandSpan`, or any other text that its platform accepts. */
  readonly example?: Span;
  readonly requestId?: string;
  readonly actions?: readonly Action[];
}

/** The texts of a card and an overview about a paper. */
export interface CardSummary {
  /** Two or three sentences. */
  readonly text: string;
  /** Fewer of them, for cards of which two fit a phone’s screen; absent where `text` is as short. */
  readonly brief?: string;
  /** Its finding, in one sentence of at most 120 characters; absent where it cannot be said that briefly. */
  readonly line?: string;
  /** A shorter one, for an overview that is taller than a phone’s screen; absent where `line` is as short. */
  readonly shortLine?: string;
  /** Who wrote it, for the reader. */
  readonly by: string;
}

/** One paper as a reader sees it. */
export interface PaperView {
  readonly paper: Paper;
  /** Its number in the digest or list, from 1. */
  readonly n?: number;
  /** The edition that listed it. */
  readonly day?: Day;
  /** When its first version was published, where it is listed beside papers of other days. */
  readonly date?: Day;
  readonly summary?: CardSummary;
  /** The votes that came in recently, where that is known. */
  readonly rise?: Rise;
  /** The community's votes, beside Hugging Face's own upvotes. */
  readonly tally: Tally;
  /** Why it was chosen, in one line, where its facts do not already show that. */
  readonly why?: string;
  /** How well it matches a query, for programs. */
  readonly score?: number;
  /** It is on the reading list of the person who alone sees it. */
  readonly isSaved?: true;
  /** Where a query matched, matched words strong. */
  readonly snippet?: readonly Span[];
}

/** A button. `id` comes back as an action interaction (see `interaction.ts`); at most 100 characters. */
export type Action =
  | {
      readonly kind: 'button';
      readonly id: string;
      readonly label: string;
      readonly style?: 'primary' | 'danger';
    }
  | { readonly kind: 'link'; readonly url: string; readonly label: string };
