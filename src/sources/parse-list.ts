import { SourceError } from '../core/errors.ts';
import type { Paper } from '../core/paper.ts';
import type { PaperBatch } from '../core/ports.ts';
import { type Parsed, parseListItem } from './hugging-face-item.ts';

/**
 * Papers out of an array of items, each once; what does not parse is skipped with its reason. Throws a `SourceError`
 * when there were items and none of them parsed: that is a changed shape, not an empty day.
 */
export function parseList(
  items: unknown,
  source: string,
  parse: (item: unknown) => Parsed = parseListItem,
): PaperBatch {
  if (!Array.isArray(items))
    throw new SourceError('source-shape', `${source} did not answer with a list of papers.`);
  const papers = new Map<string, Paper>();
  const skipped: Array<{ index: number; reason: string }> = [];
  for (const [index, item] of items.entries()) {
    const parsed = parse(item);
    if ('reason' in parsed) skipped.push({ index, reason: parsed.reason });
    else if (!papers.has(parsed.paper.id)) papers.set(parsed.paper.id, parsed.paper);
  }
  if (items.length > 0 && papers.size === 0) {
    throw new SourceError(
      'source-shape',
      `None of the ${items.length} items that ${source} sent is a paper: the first ${skipped[0]?.reason}.`,
    );
  }
  return { papers: [...papers.values()], skipped, source };
}

/** JSON, or a `SourceError` that names the source. */
export function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SourceError('source-shape', `${source} did not answer with JSON.`, { cause });
  }
}
