import { load } from 'cheerio/slim';
import type { Remote } from '../../core/async/remote.ts';
import { SourceError } from '../../core/base/errors.ts';
import type { Day } from '../../core/base/time.ts';
import type { ListQuery, PaperBatch } from '../../core/paper/paper-source.ts';
import type { Http } from '../http/client.ts';
import { readMarkup } from '../shared/read-markup.ts';
import { problems, shapes } from '../shared/texts.ts';
import { listOfPapers, parseJson, parseList } from './parse-list.ts';

const NAME = 'Hugging Face (page)';

/** Far above what the page nests. */
const MAX_DEPTH = 400;

/** The day's list out of the HTML page, for when the API fails or has changed its shape. */
export function createHuggingFacePage(options: {
  readonly http: Http;
  readonly baseUrl: string;
  readonly parse?: Remote<{ parsePage: typeof parsePage }>['parsePage'];
}) {
  const { http, baseUrl, parse = async (...args) => parsePage(...args) } = options;
  return {
    id: 'huggingface-page',
    name: 'Hugging Face',
    list: (query: ListQuery) => (query.kind === 'day' ? fetchDay(query.day) : undefined),
  };

  async function fetchDay(day: Day): Promise<PaperBatch> {
    const { status, text, url } = await http.get(new URL(`/papers/date/${day}`, baseUrl), 'text/html');
    // A day that has no page redirects to the newest one: those papers are not this day's.
    if (status === 404 || !new URL(url).pathname.endsWith(day)) {
      throw new SourceError(problems.sourceNoDay({ source: NAME, day }));
    }
    return parse(text, day);
  }
}

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
