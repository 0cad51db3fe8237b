import { PaperWords } from '../matching/paper-words.ts';
import { readTerms } from '../matching/terms.ts';
import type { Paper } from '../paper/paper.ts';
import { scoreSubjects } from './subjects.ts';
import { subjects } from './texts.ts';

/**
 * Which of a forum's tags fit a paper, in their order: those whose name is in its title, its keywords or its categories, and those
 * named like its subject. Its abstract is not asked: it has the word "evaluation" in every second paper.
 */
export function matchTags<Tag extends { readonly name: string }>(paper: Paper, tags: readonly Tag[]): Tag[] {
  const { brief } = new PaperWords(paper);
  const about = new Set([...scoreSubjects(paper).keys()].map((subject) => subjects[subject]().toLowerCase()));
  return tags.filter(
    ({ name }) =>
      about.has(name.trim().toLowerCase()) ||
      (isTerm(name) && readTerms([`"${name}"`]).findWanted(brief) !== undefined),
  );
}

/** A tag can be an emoji alone. */
function isTerm(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(name);
}
