import { load } from 'cheerio/slim';
import { SourceError } from '../../core/base/errors.ts';
import type { Day } from '../../core/base/time.ts';
import type { PaperBatch } from '../../core/paper/paper-source.ts';
import { readMarkup } from '../shared/read-markup.ts';
import { shapes } from '../shared/texts.ts';
import { NAME } from './page-name.ts';
import { listOfPapers, parseJson, parseList } from './parse-list.ts';

/** Far above what the page nests. */
const MAX_DEPTH = 400;

/**
 * Papers out of a page's hydration element. Throws a `SourceError` when the page has none, or shows another day: a page
 * that had bytes and gave no papers is a failure, not an empty day.
 */
export function parsePage(html: string, day?: Day): PaperBatch {
  const props = listIn(html);
  if (props === undefined) throw new SourceError(shapes.noPageList({ source: NAME, length: html.length }));
  const data = parseJson(props, NAME);
  const { dailyPapers, dateString } = (typeof data === 'object' && data !== null ? data : {}) as {
    dailyPapers?: unknown;
    dateString?: unknown;
  };
  if (day !== undefined && typeof dateString === 'string' && dateString.slice(0, 10) !== day) {
    throw new SourceError(shapes.otherDay({ source: NAME, shown: dateString.slice(0, 40), day }));
  }
  return parseList(listOfPapers(dailyPapers, NAME), NAME);
}

/** Cheerio builds a tree, so the depth of the page is checked before: a tree of any depth would overflow the stack. */
function listIn(html: string): string | undefined {
  readMarkup(html, {}, { source: NAME, deepest: MAX_DEPTH });
  return load(html)('[data-target="DailyPapers"]').first().attr('data-props');
}
