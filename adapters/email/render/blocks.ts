import type { SafeText } from '../../../src/core/message/safe-text.ts';

/** A piece of a line. */
export interface Run {
  readonly text: SafeText;
  readonly strong?: boolean;
  readonly code?: boolean;
  /** A web address that was checked, or one of ours. */
  readonly url?: string;
}

/** What a mail is made of, once for its HTML and once for its plain text. */
export type Block =
  | { readonly kind: 'title'; readonly text: SafeText }
  /** The title of a paper. */
  | { readonly kind: 'heading'; readonly runs: readonly Run[] }
  /** A teaser; `alt` is what a mail program without pictures shows. Only in the HTML. */
  | { readonly kind: 'picture'; readonly url: string; readonly alt: SafeText }
  | { readonly kind: 'text'; readonly runs: readonly Run[]; readonly isSmall?: true }
  | { readonly kind: 'links'; readonly links: readonly Run[] }
  | { readonly kind: 'button'; readonly label: SafeText; readonly url: string };

/** A text block, or none where it would be empty. */
export function text(runs: readonly Run[], isSmall?: true): Block[] {
  const said = runs.filter((run) => run.text !== '');
  return said.length === 0 ? [] : [{ kind: 'text', runs: said, ...(isSmall ? { isSmall } : {}) }];
}
