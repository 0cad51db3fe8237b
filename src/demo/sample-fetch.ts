import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'sample');

/** arXiv's answer when it knows none of the papers asked for. */
const EMPTY_FEED = '<feed xmlns="http://www.w3.org/2005/Atom"></feed>';

interface SampleItem {
  readonly paper: { readonly id: string; readonly upvotes: number };
}

/** The editions that come with Paperboy, by day, in the API's own shape. */
function readEditions(): Map<string, SampleItem[]> {
  const files = readdirSync(FOLDER).filter((file) => /^\d{4}-\d{2}-\d{2}\.json$/.test(file));
  return new Map(
    files
      .toSorted()
      .map((file) => [
        file.slice(0, 10),
        JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as SampleItem[],
      ]),
  );
}

/** The moment at which the demo's clock starts: noon, UTC, of the newest bundled day. */
export function sampleNow(): number {
  return Date.parse(`${[...readEditions().keys()].at(-1)}T12:00:00Z`);
}

/**
 * Stands in for the network in the demo: answers as Hugging Face's API would, from the bundled editions. Everything
 * behind it, parser and all, is what runs in earnest. What is not in the sample answers 404.
 */
export function createSampleFetch(): typeof fetch {
  const editions = readEditions();
  const all = [...editions.values()].flat();
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    init?.signal?.throwIfAborted();
    const paper = /^\/api\/papers\/([^/]+)$/.exec(url.pathname)?.[1];
    if (url.pathname === '/api/daily_papers') return json(listed(url.searchParams));
    if (url.pathname === '/api/papers/search') return json(found(url.searchParams.get('q') ?? ''));
    if (url.pathname === '/api/query')
      return new Response(EMPTY_FEED, { headers: { 'content-type': 'application/atom+xml' } });
    const item = all.find((one) => one.paper.id === paper);
    return item ? json(item.paper) : json({ error: 'not in the sample edition' }, 404);
  };

  function listed(query: URLSearchParams): SampleItem[] {
    if (Number(query.get('p') ?? 0) > 0) return [];
    const day = query.get('date');
    if (day !== null) return editions.get(day) ?? [];
    const month = query.get('month');
    const days = [...editions].filter(([date]) => month === null || date.startsWith(month));
    return days.flatMap(([, items]) => items).toSorted((a, b) => b.paper.upvotes - a.paper.upvotes);
  }

  function found(text: string): SampleItem[] {
    const words = text.toLowerCase().split(/\s+/);
    return all.filter((item) => words.every((word) => JSON.stringify(item).toLowerCase().includes(word)));
  }
}

function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}
