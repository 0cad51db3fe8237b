import { addDays, toWeek } from '../../src/core/base/calendar.ts';
import { toPaperPath, toSignUpPath, toWeekPath } from '../../src/web/base/site.ts';
import { generator } from '../search/corpus.ts';
import { CHANNEL, NEWEST } from './database.ts';

const PAPERS_A_DAY = 50;
const WORDS =
  'attention diffusion agents reasoning video robot speech alignment retrieval graph token policy'.split(' ');

/** Each kind of page, of which every request takes another where there are several. */
export function listPages(size: number): Readonly<Record<string, () => string>> {
  const random = generator(7);
  const draw = (n: number): number => Math.floor(random() * n);
  const drawDay = (): string => addDays(NEWEST, -draw(Math.ceil(size / PAPERS_A_DAY)));
  const drawWeek = (): string => toWeek(drawDay());
  const drawPaper = (): string => toPaperPath(`local:copy-${draw(size - 1000) + 1000}`);
  const drawWords = (n: number): string =>
    Array.from({ length: n }, () => WORDS[draw(WORDS.length)] ?? '').join('+');
  return {
    'newest day': () => '/',
    day: () => `/${drawDay()}`,
    week: () => toWeekPath(drawWeek()),
    'later page of a week': () => toWeekPath(drawWeek(), 2 + draw(5)),
    paper: drawPaper,
    'search, one word': () => `/search?q=${drawWords(1)}`,
    'search, two words': () => `/search?q=${drawWords(2)}`,
    'search, five words': () => `/search?q=${drawWords(5)}`,
    'search with a filter': () => `/search?q=${drawWords(2)}+after:2026`,
    'third page of a search': () => `/search?q=${drawWords(2)}&page=3`,
    channels: () => '/channel',
    channel: () => `/channel/${CHANNEL}`,
    'day of a channel': () => `/channel/${CHANNEL}/${addDays(NEWEST, -draw(250))}`,
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
    'nothing there': () => '/paper/2604.77777',
  };
}
