import type { Day, Instant } from '../core/base/time.ts';
import { toWeek } from '../core/paper/calendar.ts';
import { toUtcDay } from '../core/paper/edition.ts';
import type { DayFiles, ListedItem } from './day-files.ts';

/** arXiv's answer when it knows none of the papers asked for. */
const EMPTY_FEED = '<feed xmlns="http://www.w3.org/2005/Atom"></feed>';

/** What the API gives by default. */
const PAGE_SIZE = 50;

/** How many days back a paper is looked for by its id or its words. */
const SEARCHED_DAYS = 30;

/** Noon, UTC: the day's list is there, and everywhere on earth it is about that day. */
export function toNoon(day: Day): Instant {
  return Date.parse(`${day}T12:00:00Z`);
}

/**
 * Replaces the network in the demo: answers as Hugging Face's API would, from recorded days up to `now`. Everything
 * behind it, parser and all, is what runs in production. What was not recorded answers 404.
 */
export function createDaysFetch(files: DayFiles, now?: () => Instant): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    init?.signal?.throwIfAborted();
    const paper = /^\/api\/papers\/([^/]+)$/.exec(url.pathname)?.[1];
    if (url.pathname === '/api/daily_papers') return json(listed(url.searchParams));
    if (url.pathname === '/api/papers/search') return json(found(url.searchParams.get('q') ?? ''));
    if (url.pathname === '/api/query')
      return new Response(EMPTY_FEED, { headers: { 'content-type': 'application/atom+xml' } });
    const item = lately().find((one) => one.paper.id === paper);
    return item ? json(item.paper) : json({ error: 'not-found' }, 404);
  };

  function known(): readonly Day[] {
    const today = now && toUtcDay(now());
    return today === undefined ? files.days : files.days.filter((day) => day <= today);
  }

  function lately(): ListedItem[] {
    return known().slice(-SEARCHED_DAYS).toReversed().flatMap(files.read);
  }

  function listed(query: URLSearchParams): readonly ListedItem[] {
    const limit = Number(query.get('limit') ?? PAGE_SIZE);
    const from = Number(query.get('p') ?? 0) * limit;
    return chosen(query).slice(from, from + limit);
  }

  function chosen(query: URLSearchParams): readonly ListedItem[] {
    const day = query.get('date');
    if (day !== null) return known().includes(day) ? files.read(day) : [];
    const month = query.get('month');
    const week = query.get('week');
    const days = known().filter(
      (one) => (month === null || one.startsWith(month)) && (week === null || toWeek(one) === week),
    );
    const items = (month === null && week === null ? days.slice(-SEARCHED_DAYS) : days).flatMap(files.read);
    return items.toSorted((a, b) => (b.paper.upvotes ?? 0) - (a.paper.upvotes ?? 0));
  }

  function found(text: string): ListedItem[] {
    const words = text.toLowerCase().split(/\s+/);
    return lately().filter((item) => {
      const whole = JSON.stringify(item).toLowerCase();
      return words.every((word) => whole.includes(word));
    });
  }
}

function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}
