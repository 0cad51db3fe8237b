import type { PaperView } from '../../src/core/message/message.ts';
import type { ArtifactLink, Artifacts, Paper } from '../../src/core/paper/paper.ts';
import type { Rise } from '../../src/core/paper/paper-facts.ts';
import type { Tally } from '../../src/core/vote/vote.ts';
import { ADDRESSES, type Hostile, type Whole } from './hostile-text.ts';

/** The paper of this place in a message, as a reader sees it. Its title begins with `T1x`, `T2x` …, which identify it. */
export function hostileView(hostile: Hostile, i: number): PaperView {
  const { below, chance, maybe, text, day, spans, count } = hostile;
  const whole: Whole<PaperView> = {
    paper: hostilePaper(hostile, i),
    n: maybe(0.8, () => i + 1),
    day: maybe(0.5, day),
    date: maybe(0.3, day),
    summary: maybe(0.8, () => hostileSummary(hostile)),
    rise: maybe(0.3, () => ({ gained: count(), hours: below(800) }) satisfies Whole<Rise>),
    tally: {
      up: below(3),
      down: below(3),
      elsewhere: maybe(0.3, () => below(3)),
    } satisfies Whole<Tally>,
    why: chance(0.8) ? text() : undefined,
    score: maybe(0.1, count),
    isSaved: maybe(0.2, () => true),
    snippet: maybe(0.6, spans),
  };
  return whole;
}

type Summary = NonNullable<PaperView['summary']>;

function hostileSummary({ maybe, text }: Hostile): Summary {
  const whole: Whole<Summary> = {
    text: text(),
    brief: maybe(0.3, () => text()),
    line: maybe(0.7, () => text()),
    shortLine: maybe(0.3, () => text(5)),
    by: text(4),
  };
  return whole;
}

function hostilePaper(hostile: Hostile, i: number): Paper {
  const { chance, count, day, many, maybe, pick, text } = hostile;
  const number = String(i + 1).padStart(5, '0');
  // A paper that an operator imported has no page.
  const isImported = chance(0.1);
  const whole: Whole<Paper> = {
    id: isImported ? `local:imported_${number}` : `2604.${number}`,
    pageUrl: isImported ? undefined : `https://huggingface.co/papers/2604.${number}`,
    title: `T${i + 1}x${text()}`,
    abstract: text(),
    authors: many(5, () => text(4)),
    publishedAt: maybe(0.9, day),
    listedAt: maybe(0.3, day),
    organization: maybe(0.7, () => text(4)),
    upvotes: maybe(0.9, count),
    comments: maybe(0.5, count),
    stars: maybe(0.7, count),
    codeUrl: maybe(0.8, () => pick(ADDRESSES)),
    projectUrl: maybe(0.8, () => pick(ADDRESSES)),
    thumbnailUrl: maybe(0.8, () => pick(ADDRESSES)),
    aiSummary: maybe(0.3, () => text()),
    aiSummaryModel: maybe(0.2, () => text(3)),
    keywords: maybe(0.6, () => many(5, () => text(3))),
    categories: maybe(0.6, () => many(4, () => pick(['cs.CL', 'cs.CV', text(2)]))),
    doi: maybe(0.2, () => text(3)),
    withdrawnAt: maybe(0.1, () => pick(['2026-05-01T00:00:00Z', day()])),
    artifacts: maybe(0.4, () => hostileArtifacts(hostile)),
  };
  return whole;
}

function hostileArtifacts({ below, maybe, pick, text }: Hostile): Artifacts {
  const kind = () =>
    maybe(0.6, (): ArtifactLink => {
      const whole: Whole<ArtifactLink> = {
        count: below(3),
        url: pick([...ADDRESSES, text(3)]),
      };
      return whole;
    });
  const whole: Whole<Artifacts> = { models: kind(), datasets: kind(), demos: kind() };
  return whole;
}
