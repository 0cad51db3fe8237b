import { addDays, toWeek } from '../../src/core/base/calendar.ts';
import { toPaperPath, toSignUpPath, toWeekPath } from '../../src/web/base/site.ts';
import { generator } from '../search/corpus.ts';
import { CHANNEL, NEWEST } from './database.ts';

const PAPERS_A_DAY = 50;
const WORDS =
  'attention diffusion agents reasoning video robot speech alignment retrieval graph token policy'.split(' ');

/** The one kind of page that is answered with 404. */
export const NOTHING_THERE = 'nothing there';

/** Each kind of page, of which every request takes another where there are several. */
export function listPages(size: number): Readonly<Record<string, () => string>> {
  const random = generator(7);
  const draw = (n: number): number => Math.floor(random() * n);
  const days = Math.ceil(size / PAPERS_A_DAY);
  const drawDay = (): string => addDays(NEWEST, -draw(days));
  const drawWeek = (): string => toWeek(drawDay());
  // The newest and the oldest week have fewer pages.
  const fullWeeks = Math.max(1, Math.floor(days / 7) - 1);
  const drawFullWeek = (): string => toWeek(addDays(NEWEST, -7 * (1 + draw(fullWeeks))));
  const drawPaper = (): string => toPaperPath(`local:copy-${draw(size - 1000) + 1000}`);
  const drawWords = (n: number): string =>
    Array.from({ length: n }, () => WORDS[draw(WORDS.length)] ?? '').join('+');
  return {
    'newest day': () => '/',
    day: () => `/${drawDay()}`,
    week: () => toWeekPath(drawWeek()),
    'later page of a week': () => toWeekPath(drawFullWeek(), 2 + draw(5)),
    paper: drawPaper,
    'search, one word': () => `/search?q=${drawWords(1)}`,
    'search, two words': () => `/search?q=${drawWords(2)}`,
    'search, five words': () => `/search?q=${drawWords(5)}`,
    'search with a filter': () => `/search?q=${drawWords(2)}+after:2026`,
    'third page of a search': () => `/search?q=${drawWords(2)}&page=3`,
    channels: () => '/channel',
    channel: () => `/channel/${CHANNEL}`,
    'day of a channel': () => `/channel/${CHANNEL}/${addDays(NEWEST, -draw(Math.min(250, days)))}`,
    'feed (RSS)': () => '/feed.xml',
    'feed of topics (Atom)': () => `/atom.xml?topics=${drawWords(1)}`,
    'feed of a search (JSON)': () => `/feed.json?q=${drawWords(2)}`,
    'feed of a day': () => `/${drawDay()}/atom.xml`,
    'feed of a week': () => `${toWeekPath(drawWeek())}/feed.xml`,
    'feed of a channel': () => `/channel/${CHANNEL}/feed.json`,
    'feed of a paper (RSS)': () => `${drawPaper()}/feed.xml`,
    'feed of a paper (Atom)': () => `${drawPaper()}/atom.xml`,
    'feed of a paper (JSON)': () => `${drawPaper()}/feed.json`,
    'sign-up': () => toSignUpPath(),
    'sign-up for a channel': () => toSignUpPath(CHANNEL),
    sitemap: () => '/sitemap.xml',
    'sitemap of a month': () => `/sitemap/${drawDay().slice(0, 'YYYY-MM'.length)}.xml`,
    [NOTHING_THERE]: () => '/paper/2604.77777',
  };
}
