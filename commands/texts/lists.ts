import { createProblems, createTexts } from '../../src/core/base/catalog.ts';

/** Lists of papers: of a day, a week, a month, what is trending, what a community voted for. */
export const texts = createTexts({
  todaySummary: 'Show the papers of a day, best first',
  todayDate: 'A day such as 2026-04-30, or yesterday',
  todayTitle: 'Daily papers, {day}',
  noneFetched: 'No daily papers have been fetched yet. Try again in a minute.',
  noneOnDay: 'No papers were listed on {day}.',
  noneOnWeekend: 'No papers were listed on {day}. Weekends have no list.',

  weekSummary: 'Show the papers of a week, most upvotes first',
  weekWeek: 'last, or an ISO week such as 2026-W18 (default: this week)',
  weekTopic: 'Only papers on these topics: words, "phrases" or categories, separated by commas',
  weekTitle: 'Papers of week {week}',
  weekTitleOn: 'Papers of week {week}: {topic}',
  noneOnTopic:
    '{count, plural, one {The only paper from week {week} is not about {topic}.} other {None of the # papers from week {week} are about {topic}.}}',
  noneInWeek: 'No papers were listed in week {week}.',

  monthSummary: 'Show the papers of a month, most upvotes first',
  monthMonth: 'A month such as 2026-04 (default: this month)',
  monthTitle: 'Papers of {month}',
  noneInMonth: 'No papers were listed in {month}.',

  trendingSummary: 'Show what is trending on Hugging Face now',
  trendingTitle: 'Trending papers',
  trendingInDemo: 'This demo has no trending list: these are its papers by upvotes.',
  noneTrending: 'Hugging Face lists no trending papers right now.',

  topSummary: 'Show the papers that your community voted for',
  topPeriod: 'Votes of the last day, week or month, or of all time',
  topHereLabel: 'Only this channel',
  topHere: 'Only papers that were posted in this channel',
  topTitle:
    'Top papers, {period, select, day {votes of the last 24 hours} week {votes of the last 7 days} month {votes of the last 31 days} other {votes of all time}}{here, select, true {, this channel} other {}}',
  noneOnTop:
    'No paper has more votes for than against. To vote, react with 👍 on a card, or with a paper’s number on an overview.',

  count:
    '{count, plural, one {# paper} other {# papers}}{last, plural, =1 {} other {, page {page} of {last}}}',
  pageOption: 'Page number',
  previous: '◀ Previous',
  next: 'Next ▶',

  demo: 'This is a demo with {count, plural, one {# paper} other {# papers}} and no network ({from} to {to}).',
  demoNonePeriod: 'It has no papers of {period}.',
});

export const problems = createProblems({
  dayInvalid: { what: '"{typed}" is not a day.', fix: 'Write it as 2026-04-30, or yesterday.' },
  dayFuture: {
    what: '{day} is in the future: today is {today} (UTC).',
    fix: 'Leave out the date to see the newest list.',
  },
  weekInvalid: { what: '"{typed}" is not a week.', fix: 'Write it as 2026-W18, or last.' },
  monthInvalid: { what: '"{typed}" is not a month.', fix: 'Write it as 2026-04.' },
});
