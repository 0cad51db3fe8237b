import type { Random } from '../shared/random.ts';
import { hostileText, ordinaryText } from './texts.ts';

/** An item of a day's list as the API sends it. */
export interface ListedPaper {
  readonly paper: {
    readonly id: string;
    readonly title: string;
    readonly summary: string;
    readonly authors: ReadonlyArray<{ readonly name: string }>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

const SIZES = [40, 400, 4_000, 40_000];

/** A paper of the given id whose every field may be hostile; `note` gets the family of each that is. */
export function hostilePaper(id: string, random: Random, note: (family: string) => void): ListedPaper {
  const field = (name: string, ordinary: number): string => {
    if (!random.chance(0.4)) return ordinaryText(ordinary, random);
    const { family, text } = hostileText(random.pick(SIZES), random);
    note(`${name}: ${family}`);
    return text;
  };
  const title = field('title', 60);
  return {
    paper: {
      id,
      title,
      summary: field('abstract', 900),
      ai_summary: field('AI summary', 150),
      authors: [{ name: field('author', 15) }, { name: 'Ada Lovelace' }],
      publishedAt: random.chance(0.1) ? field('date', 10) : new Date().toISOString(),
      upvotes: random.pick<unknown>([12, 0, -1, 1e308, '12', null, Number.MAX_SAFE_INTEGER]),
      githubRepo: random.chance(0.3) ? field('repository', 20) : 'https://github.com/a/b',
      ai_keywords: [field('keyword', 8), 'language model'],
    },
    title,
    numComments: random.pick<unknown>([1, -3, 'x', 1e21]),
  };
}

/** Papers with nothing wrong, in every list: people can ask for them whatever else comes. */
export const ORDINARY_IDS = Array.from({ length: 8 }, (_, i) => `2604.${20_000 + i}`);

export function ordinaryPaper(id: string): ListedPaper {
  const title = `A language model reads paper ${id}`;
  const paper = {
    ...{ id, title, summary: 'We present a language model. It reads papers. It is faster than its teacher.' },
    authors: [{ name: 'Ada Lovelace' }],
    publishedAt: '2026-04-29T00:00:00.000Z',
    upvotes: 40,
  };
  return { paper, title, numComments: 1 };
}

/** Ids of the hostile papers in the lists: they come again, and have changed. */
export function hostileId(n: number): string {
  return `2604.${10_000 + (n % 400)}`;
}
