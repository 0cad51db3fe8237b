import { toOneLine } from '../../src/core/message/safe-text.ts';
import type { Paper } from '../../src/core/paper/paper.ts';

/** What a feed says of one paper. */
export interface Said {
  readonly id?: string | null | undefined;
  readonly url?: string | null | undefined;
  readonly title?: string | null | undefined;
  readonly authors: ReadonlyArray<string | null | undefined>;
  readonly summary?: string | null | undefined;
}

/** One paper for each text, which is all that is known of it. */
export function toPapers(texts: readonly string[]): Paper[] {
  return texts.map((text, i) => ({
    id: `2604.${String(i + 1).padStart(5, '0')}`,
    ...{ title: text, abstract: text, organization: text, keywords: [text] },
    authors: [text, 'Ada Lovelace'],
    codeUrl: text,
    projectUrl: `https://example.org/?${text}`,
  }));
}

/** What a feed is to say of a paper. */
export function toExpected({ id, title, abstract, authors }: Paper): Said {
  return {
    id: `https://arxiv.org/abs/${id}`,
    url: `https://papers.example.org/paper/${id}`,
    title: toOneLine(title, 300) || id,
    authors: authors.map((name) => toOneLine(name, 120)).filter((name) => name !== ''),
    summary: toOneLine(abstract, 2000),
  };
}
