import type { Remote } from '../../core/async/remote.ts';
import { SourceError } from '../../core/base/errors.ts';
import type { Day } from '../../core/base/time.ts';
import type { ListQuery, PaperBatch } from '../../core/paper/paper-source.ts';
import type { Http } from '../http/client.ts';
import { problems } from '../shared/texts.ts';
import { NAME } from './page-name.ts';
import type { parsePage } from './parse-page.ts';

/** The day's list out of the HTML page, for when the API fails or has changed its shape. */
export function createHuggingFacePage(options: {
  readonly http: Http;
  readonly baseUrl: string;
  readonly parse: Remote<{ parsePage: typeof parsePage }>['parsePage'];
}) {
  const { http, baseUrl, parse } = options;
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
