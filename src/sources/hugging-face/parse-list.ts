import { SourceError } from '../../core/base/errors.ts';
import type { Paper } from '../../core/paper/paper.ts';
import type { PaperBatch, SkippedItem } from '../../core/paper/paper-source.ts';
import { wordUnusable } from '../../core/reason/word-unusable.ts';
import { findJsonExcess, JSON_LIMITS, wordJsonExcess } from '../../core/replies/json-limits.ts';
import { shapes } from '../shared/texts.ts';
import { type Parsed, parseListItem, parsePaper } from './item.ts';

/** No more than 100 are asked for at once, and a day has never had 300. */
export const MAX_ITEMS = 1_000;

/**
 * Papers out of an array of items, each once; what does not parse is skipped with its reason. Throws a `SourceError`
 * when there were items and none of them parsed: that is a changed shape, not an empty day.
 */
export function parseList(
  items: unknown,
  source: string,
  parse: (item: unknown) => Parsed = parseListItem,
): PaperBatch {
  if (!Array.isArray(items)) throw createNotAListError(source);
  const papers = new Map<string, Paper>();
  const skipped: SkippedItem[] = [];
  for (const [index, item] of items.entries()) {
    const parsed = parse(item);
    if ('reason' in parsed) skipped.push({ index, reason: parsed.reason });
    else if (!papers.has(parsed.paper.id)) papers.set(parsed.paper.id, parsed.paper);
  }
  const [first] = skipped;
  if (first && papers.size === 0) {
    const reason = wordUnusable(first.reason);
    throw new SourceError(shapes.noPapers({ source, count: items.length, reason }));
  }
  return { papers: [...papers.values()], skipped, source };
}

/** The items of one page in the API's own shape, each as a paper or the reason why it is not a paper. */
export function parseListPage(text: string, source: string): Parsed[] {
  return listOfPapers(parseJson(text, source), source).map(parseListItem);
}

/** What the API says of one paper. */
export function parsePaperReply(text: string, source: string): Parsed {
  return parsePaper(parseJson(text, source));
}

/** One page of a list, unless it is far longer than any that is asked for. */
export function listOfPapers(items: unknown, source: string): unknown[] {
  if (!Array.isArray(items)) throw createNotAListError(source);
  if (items.length <= MAX_ITEMS) return items;
  throw new SourceError(shapes.pageTooLarge({ source, count: items.length }));
}

function createNotAListError(source: string): SourceError {
  return new SourceError(shapes.noList({ source }));
}

/** JSON, or a `SourceError` that names the source. */
export function parseJson(text: string, source: string): unknown {
  const excess = findJsonExcess(text, JSON_LIMITS);
  if (excess !== undefined)
    throw new SourceError(shapes.jsonTooLarge({ source, excess: wordJsonExcess(excess) }));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SourceError(shapes.noJson({ source }), { cause });
  }
}
