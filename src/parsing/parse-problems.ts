import type { ProblemCatalog } from '../core/base/catalog.ts';
import { fileProblems, shapes, problems as sourceProblems } from '../sources/shared/texts.ts';
import { problems as summaryProblems } from '../summary/text/texts.ts';
import { problems } from './texts.ts';

/** What the parsers refuse a document with. */
export const PARSE_PROBLEMS: readonly ProblemCatalog[] = [
  shapes,
  sourceProblems,
  fileProblems,
  summaryProblems,
  problems,
];
