import { load } from 'cheerio/slim';
import { SourceError } from '../../core/base/errors.ts';
import type { Day } from '../../core/base/time.ts';
import type { PaperBatch } from '../../core/paper/paper-source.ts';
import { type MarkupReader, readMarkup } from '../shared/read-markup.ts';
import { shapes } from '../shared/texts.ts';
import { NAME } from './page-name.ts';
import { listOfPapers, parseJson, parseList } from './parse-list.ts';

/** Far above what the page nests, and what it has before its list. */
const MAX_DEPTH = 400;
const MAX_ELEMENTS = 100_000;

const TARGET = 'DailyPapers';

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

/**
 * Cheerio builds a tree of whatever it is given, of any depth and width. The page is therefore read without one, up to the element in
 * question, and Cheerio gets the tag of that element alone.
 */
function listIn(html: string): string | undefined {
  let tag = '';
  const find: MarkupReader['open'] = (_name, attributes, _depth, { start, end }) => {
    if (attributes['data-target'] !== TARGET) return undefined;
    tag = html.slice(start, end);
    return 'stop';
  };
  readMarkup(html, { open: find }, { source: NAME, deepest: MAX_DEPTH, most: MAX_ELEMENTS });
  return load(tag)(`[data-target="${TARGET}"]`).first().attr('data-props');
}
