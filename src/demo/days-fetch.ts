import { toUtcDay, toWeek } from '../core/base/calendar.ts';
import type { Day, Instant } from '../core/base/time.ts';
import { byUpvotes } from '../core/paper/paper.ts';
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
    if (url.pathname === '/api/daily_papers') return respondJson(answerList(url.searchParams));
    if (url.pathname === '/api/papers/search') return respondJson(findItems(url.searchParams.get('q') ?? ''));
    if (url.pathname === '/api/query')
      return new Response(EMPTY_FEED, { headers: { 'content-type': 'application/atom+xml' } });
    const item = listLately().find((one) => one.paper.id === paper);
    return item ? respondJson(item.paper) : respondJson({ error: 'not-found' }, 404);
  };

  function listKnownDays(): readonly Day[] {
    const today = now && toUtcDay(now());
    return today === undefined ? files.days : files.days.filter((day) => day <= today);
  }

  function listLately(): ListedItem[] {
    return listKnownDays().slice(-SEARCHED_DAYS).toReversed().flatMap(files.read);
  }

  function answerList(query: URLSearchParams): readonly ListedItem[] {
    const limit = Number(query.get('limit') ?? PAGE_SIZE);
    const from = Number(query.get('p') ?? 0) * limit;
    return chooseItems(query).slice(from, from + limit);
  }

  function chooseItems(query: URLSearchParams): readonly ListedItem[] {
    const day = query.get('date');
    if (day !== null) return listKnownDays().includes(day) ? files.read(day) : [];
    const month = query.get('month');
    const week = query.get('week');
    const days = listKnownDays().filter(
      (one) => (month === null || one.startsWith(month)) && (week === null || toWeek(one) === week),
    );
    const items = (month === null && week === null ? days.slice(-SEARCHED_DAYS) : days).flatMap(files.read);
    return items.toSorted((a, b) => byUpvotes(a.paper, b.paper));
  }

  function findItems(text: string): ListedItem[] {
    const words = text.toLowerCase().split(/\s+/);
    return listLately().filter((item) => {
      const whole = JSON.stringify(item).toLowerCase();
      return words.every((word) => whole.includes(word));
    });
  }
}

function respondJson(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}
