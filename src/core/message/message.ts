import type { Span, Text } from '../base/text.ts';
import type { Day } from '../base/time.ts';
import type { Paper } from '../paper/paper.ts';
import type { Rise } from '../paper/paper-facts.ts';
import type { Tally } from '../vote/vote.ts';

/** At most so many papers stand in one message: a keycap reaction exists for each, and every platform's limits hold. */
export const PAPERS_PER_MESSAGE = 10;

/**
 * What we say, as meaning and not layout; an adapter gives it a form. Each message becomes exactly one post. All text
 * in it is plain and untrusted: adapters escape it.
 */
export type Message = (Overview | Card | PaperList | SummaryMessage | Fields | Notice) & {
  /** Whose answer it was, where it is shown to everybody: a name to be read, which mentions nobody. */
  readonly sharedBy?: string;
};

/** The digest at a glance: of each paper its title, what it found, and a line of facts. */
export interface Overview {
  readonly kind: 'overview';
  /** The newest day of its papers. */
  readonly day: Day;
  /** The day it is posted on, for a digest that brings nothing new. */
  readonly leftoversOn?: Day;
  /** Which of several overviews of one digest this is, from 1. */
  readonly part?: { readonly n: number; readonly of: number };
  /** At most `PAPERS_PER_MESSAGE`; all papers of the digest in a mail. */
  readonly entries: readonly PaperView[];
  /** Papers of the digest that are not in `entries`, and stand elsewhere (in the thread, in the next post). */
  readonly more: number;
  /** Where a card for each can be read. */
  readonly cards: 'thread' | 'channel' | 'none';
  readonly language: string;
}

/** One paper in full. */
export interface Card {
  readonly kind: 'card';
  readonly view: PaperView;
  /** Reactions on it are votes: it is posted with a digest. Those on an answer reach nobody, or are not counted. */
  readonly takesReactions?: true;
  readonly language: string;
  readonly actions?: readonly Action[];
}

/** A page of search results, of a day, of a leaderboard … */
export interface PaperList {
  readonly kind: 'list';
  readonly title: string;
  /** One line under the title: how many, how fast, what for. */
  readonly note?: Text;
  /** At most `PAPERS_PER_MESSAGE`. */
  readonly entries: readonly PaperView[];
  /** Said instead of entries when there are none: why, and what to try. */
  readonly empty?: Text;
  readonly language: string;
  readonly actions?: readonly Action[];
}

export interface SummaryMessage {
  readonly kind: 'summary';
  readonly view: PaperView;
  /** Paragraphs or, for the bullets style, labelled points. */
  readonly points: ReadonlyArray<{ readonly label?: string; readonly text: string }>;
  /** Who wrote it: `Extracted from the abstract`, `Hugging Face AI summary`, `gpt-x, checked`. */
  readonly by: string;
  readonly notes: readonly string[];
  readonly language: string;
  readonly actions?: readonly Action[];
}

/** Named values: settings, status, why, help. */
export interface Fields {
  readonly kind: 'fields';
  readonly title: string;
  readonly intro?: Text;
  /** At most 25. */
  readonly fields: ReadonlyArray<{ readonly name: string; readonly value: Text }>;
  /** For programs: numbers that the fields word. */
  readonly numbers?: Readonly<Record<string, number>>;
  readonly actions?: readonly Action[];
}

/** One thing to tell a person. */
export interface Notice {
  readonly kind: 'notice';
  readonly tone: 'info' | 'success' | 'warning' | 'error';
  readonly title: string;
  readonly text?: Text;
  /** What to do, in words. */
  readonly fix?: Text;
  /** What to type: a command of ours, see `commandSpan`, or what else the platform that says it takes. */
  readonly example?: Span;
  readonly requestId?: string;
  readonly actions?: readonly Action[];
}

/** One paper as a reader sees it. */
export interface PaperView {
  readonly paper: Paper;
  /** Its place in the digest or list, from 1. */
  readonly n?: number;
  /** The edition it stood in. */
  readonly day?: Day;
  /** How old it is, where it stands in a list beside papers of other days. */
  readonly date?: Day;
  readonly summary?: {
    readonly text: string;
    /** What it found, in one sentence of at most 120 characters. */
    readonly line?: string;
    readonly by: string;
  };
  /** The votes that came in lately, where that is known. */
  readonly rise?: Rise;
  /** The community's votes, beside Hugging Face's own upvotes. */
  readonly tally: Tally;
  /** Why it was chosen, in one line, where its facts do not say that. */
  readonly why?: string;
  /** How well it matches a query, for programs. */
  readonly score?: number;
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
