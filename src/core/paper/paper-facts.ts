import { compactCount } from './format.ts';
import type { Paper } from './paper.ts';

/** Fewer stars than this say nothing about a paper: authors and their friends have them together in a day. */
const STARS_THAT_TELL = 100;

/** `82 upvotes`, `12 comments`, `1.2K stars`: what is known of a paper, for who reads about it. */
export function paperFacts({ upvotes, comments, stars, codeUrl }: Paper, language: string): string[] {
  return [
    ...counted(upvotes, 'upvote', language),
    // None is what one expects: it would be said in every other line.
    ...(comments ? counted(comments, 'comment', language) : []),
    ...(codeUrl ? counted(stars, 'star', language) : []),
  ];
}

/** The same for who glances at a list: one short line on a phone, so only what sets a paper apart. */
export function factsAtAGlance({ upvotes, stars = 0, codeUrl }: Paper, language: string): string[] {
  return [
    ...counted(upvotes, 'upvote', language),
    ...(codeUrl && stars >= STARS_THAT_TELL ? counted(stars, 'star', language) : []),
  ];
}

function counted(count: number | undefined, noun: string, language: string): string[] {
  if (count === undefined) return [];
  return [`${compactCount(count, language)} ${noun}${count === 1 ? '' : 's'}`];
}
