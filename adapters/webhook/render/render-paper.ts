import type { PaperView } from '../../../src/core/message/message.ts';
import { wordTitle } from '../../../src/core/message/paper-title.ts';
import { toManyLines, toOneLine } from '../../../src/core/message/safe-text.ts';
import { parseInstant } from '../../../src/core/paper/instant.ts';
import type { Paper } from '../../../src/core/paper/paper.ts';
import { listPaperLinks, toPaperPage, toTeaser } from '../../../src/core/paper/paper-links.ts';
import type { WebhookPaper } from './event-schema.ts';
import { LIMITS } from './limits.ts';

/** One paper as data. */
export function renderPaper({ paper, day, tally, summary, why }: PaperView): WebhookPaper {
  const { publishedAt, withdrawnAt, upvotes, comments, stars } = paper;
  return withoutGaps({
    id: toOneLine(paper.id, LIMITS.name),
    title: wordTitle(paper, LIMITS.title),
    url: toPaperPage(paper),
    links: renderLinks(paper),
    authors: boundTexts(paper.authors, LIMITS.people, LIMITS.name),
    organization: toOneLine(paper.organization ?? '', LIMITS.name) || undefined,
    abstract: toManyLines(paper.abstract, LIMITS.abstract),
    summary:
      summary &&
      withoutGaps({
        text: toManyLines(summary.text, LIMITS.summary),
        line: toOneLine(summary.line ?? '', LIMITS.line) || undefined,
        by: toOneLine(summary.by, LIMITS.name),
      }),
    listedOn: day,
    publishedAt: toIsoInstant(publishedAt),
    withdrawnAt: toIsoInstant(withdrawnAt),
    ...{ upvotes, comments, stars },
    categories: boundTexts(paper.categories ?? [], LIMITS.words, LIMITS.word),
    keywords: boundTexts(paper.keywords ?? [], LIMITS.words, LIMITS.word),
    picture: toTeaser(paper),
    votes: { for: tally.up, against: tally.down },
    why: toOneLine(why ?? '', LIMITS.line) || undefined,
  });
}

function renderLinks(paper: Paper): WebhookPaper['links'] {
  return Object.fromEntries(listPaperLinks(paper).map(({ kind, url }) => [kind, url]));
}

/** A source may name a day alone, or an hour of another zone. */
function toIsoInstant(text: string | undefined): string | undefined {
  const at = parseInstant(text ?? '');
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function boundTexts(texts: readonly string[], most: number, longest: number): string[] {
  return texts.slice(0, most).map((text) => toOneLine(text, longest));
}

type WithoutGaps<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function withoutGaps<T extends object>(record: T): WithoutGaps<T> {
  const known = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as WithoutGaps<T>;
}
