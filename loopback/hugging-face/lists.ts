/** What Hugging Face answers about its papers, without HTTP around it. */

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** The fields that the server itself looks at; an item may be anything. */
export interface Listed {
  readonly id: string;
  readonly title: string;
  readonly summary?: string;
  readonly upvotes?: number;
  readonly authors?: ReadonlyArray<{ readonly name: string }>;
  readonly publishedAt?: string;
}

export interface Archive {
  readonly days: Map<string, readonly unknown[]>;
  today: string;
}

const refuse = (error: string): Answer => ({ status: 400, body: { error } });

/** Every day that has come, oldest first. */
function daysUntilToday({ days, today }: Archive): string[] {
  return [...days.keys()].filter((day) => day <= today).toSorted();
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(text).toJSON()?.startsWith(text) === true;
}

export function paperIn(item: unknown): Listed | undefined {
  const paper = typeof item === 'object' && item !== null && 'paper' in item ? item.paper : undefined;
  return typeof paper === 'object' && paper !== null && 'id' in paper && 'title' in paper
    ? (paper as Listed)
    : undefined;
}

/** The newest listing of a paper. */
export function findPaper(archive: Archive, id: string): Listed | undefined {
  return daysUntilToday(archive)
    .toReversed()
    .flatMap((day) => archive.days.get(day) ?? [])
    .map(paperIn)
    .find((paper) => paper?.id === id);
}

/** `GET /api/daily_papers` */
export function dailyPapers(archive: Archive, query: URLSearchParams): Answer {
  const limit = Number(query.get('limit') ?? 50);
  const page = Number(query.get('p') ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) return refuse('limit is from 1 to 100');
  if (!Number.isInteger(page) || page < 0) return refuse('p counts from 0');
  const items = selected(archive, query);
  if (!items) return refuse('Invalid date, week, month or sort');
  const after = new URLSearchParams(query);
  after.set('p', String(page + 1));
  const more = items.length > (page + 1) * limit;
  return {
    status: 200,
    body: items.slice(page * limit, (page + 1) * limit),
    ...(more ? { headers: { link: `</api/daily_papers?${after}>; rel="next"` } } : {}),
  };
}

function selected(archive: Archive, query: URLSearchParams): readonly unknown[] | undefined {
  const { days, today } = archive;
  const of = (wanted: (day: string) => boolean) =>
    daysUntilToday(archive)
      .filter(wanted)
      .flatMap((day) => days.get(day) ?? []);
  const [date, week, month, sort] = ['date', 'week', 'month', 'sort'].map((name) => query.get(name));
  if (sort === 'trending') {
    const upvotes = (item: unknown) => paperIn(item)?.upvotes ?? 0;
    return of(() => true).toSorted((a, b) => upvotes(b) - upvotes(a));
  }
  if (sort) return undefined;
  if (date) return isDay(date) && date <= today ? (days.get(date) ?? []) : undefined;
  if (week) return /^\d{4}-W\d{2}$/.test(week) ? of((day) => isoWeek(day) === week) : undefined;
  if (month) return /^\d{4}-\d{2}$/.test(month) ? of((day) => day.startsWith(month)) : undefined;
  return of(() => true).toReversed();
}

/** The ISO week belongs to the year of its Thursday. */
function isoWeek(day: string): string {
  const thursday = new Date(day);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / 604_800_000);
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** `GET /api/papers/search`: every word must occur. */
export function search(archive: Archive, query: URLSearchParams): Answer {
  const text = query.get('q') ?? '';
  const limit = Number(query.get('limit') ?? 20);
  if (text.trim() === '' || text.length > 250) return refuse('q is of 1 to 250 characters');
  if (!(limit >= 1 && limit <= 120)) return refuse('limit is from 1 to 120');
  const words = text.toLowerCase().split(/\s+/);
  const hits = daysUntilToday(archive)
    .flatMap((day) => archive.days.get(day) ?? [])
    .filter((item) => {
      const { title = '', summary = '' } = paperIn(item) ?? {};
      return words.every((word) => `${title} ${summary}`.toLowerCase().includes(word));
    });
  return { status: 200, body: hits.slice(0, limit) };
}

/** `GET /papers/date/D`: the page with its hydration element, or on to a day that there is. */
export function datedPage(archive: Archive, day: string): Answer {
  const known = daysUntilToday(archive);
  if (!isDay(day) || day > archive.today) return { status: 302, headers: { location: '/papers' } };
  const at = known.indexOf(day);
  const props = {
    periodType: 'day',
    dateString: day,
    dailyPapers: archive.days.get(day) ?? [],
    prevDate: known[at - 1],
    nextDate: known[at + 1],
  };
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><title>Daily Papers</title><main><div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="${escapeXml(JSON.stringify(props))}"></div></main>`,
  };
}

/** `GET /papers`: on to the newest day. */
export function newestPage(archive: Archive): Answer {
  const newest = daysUntilToday(archive).at(-1) ?? archive.today;
  return { status: 302, headers: { location: `/papers/date/${newest}` } };
}

/** `GET /papers/ID.md`: the text of a paper. */
export function markdown(archive: Archive, id: string): Answer {
  const paper = findPaper(archive, id);
  if (!paper) return { status: 404, body: { error: 'Paper not found' } };
  return {
    status: 200,
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
    body: `# ${paper.title}\n\n## Abstract\n\n${paper.summary ?? ''}\n\n## Introduction\n\nThe text goes on here.\n`,
  };
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
