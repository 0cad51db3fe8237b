import * as lists from '../../commands/texts/lists.ts';
import * as share from '../../commands/texts/share.ts';
import { translateProblems, translateTexts } from '../../src/core/base/languages.ts';

export const catalogs = [
  translateTexts(lists.texts, {
    todaySummary: 'Die Papers eines Tages zeigen, die besten zuerst',
    todayDate: 'Ein Tag wie 2026-04-30, oder yesterday',
    todayTitle: 'Papers des Tages, {day}',
    noneFetched: 'Es wurden noch keine Papers des Tages geladen. Versuch es in einer Minute noch einmal.',
    noneOnDay: 'Für {day} gibt es keine Papers.',
    noneOnWeekend: 'Für {day} gibt es keine Papers. Am Wochenende gibt es keine Liste.',

    weekSummary: 'Die Papers einer Woche zeigen, die mit den meisten Upvotes zuerst',
    weekWeek: 'last, oder eine ISO-Woche wie 2026-W18 (Standard: diese Woche)',
    weekTopic: 'Nur Papers zu diesen Themen: Wörter, "Phrasen" oder Kategorien, mit Kommas dazwischen',
    weekTitle: 'Papers der Woche {week}',
    weekTitleOn: 'Papers der Woche {week}: {topic}',
    noneOnTopic:
      '{count, plural, one {Das einzige Paper der Woche {week} handelt nicht von {topic}.} other {Keines der # Papers der Woche {week} handelt von {topic}.}}',
    noneInWeek: 'Für die Woche {week} gibt es keine Papers.',

    monthSummary: 'Die Papers eines Monats zeigen, die mit den meisten Upvotes zuerst',
    monthMonth: 'Ein Monat wie 2026-04 (Standard: dieser Monat)',
    monthTitle: 'Papers im {month}',
    noneInMonth: 'Für {month} gibt es keine Papers.',

    trendingSummary: 'Zeigen, was auf Hugging Face gerade im Trend liegt',
    trendingTitle: 'Papers im Trend',
    trendingInDemo: 'Diese Demo hat keine Trends: Das sind ihre Papers nach Upvotes.',
    noneTrending: 'Auf Hugging Face liegt gerade kein Paper im Trend.',

    topSummary: 'Die Papers zeigen, für die deine Community gestimmt hat',
    topPeriod: 'Stimmen des letzten Tages, der letzten Woche, des letzten Monats oder alle',
    topHereLabel: 'Nur dieser Kanal',
    topHere: 'Nur Papers, die in diesem Kanal gepostet wurden',
    topTitle:
      'Beliebteste Papers, {period, select, day {Stimmen der letzten 24 Stunden} week {Stimmen der letzten 7 Tage} month {Stimmen der letzten 31 Tage} other {alle Stimmen}}{here, select, true {, dieser Kanal} other {}}',
    noneOnTop:
      'Kein Paper hat mehr Stimmen dafür als dagegen. Zum Abstimmen reagiere mit 👍 auf eine Karte oder mit der Nummer eines Papers auf eine Übersicht.',

    count:
      '{count, plural, one {# Paper} other {# Papers}}{last, plural, =1 {} other {, Seite {page} von {last}}}',
    pageOption: 'Seitenzahl',
    previous: '◀ Zurück',
    next: 'Weiter ▶',

    demo: 'Das ist eine Demo mit {count, plural, one {# Paper} other {# Papers}} und ohne Netzwerk ({from} bis {to}).',
    demoNonePeriod: 'Für {period} hat sie keine Papers.',
  }),
  translateProblems(lists.problems, {
    dayInvalid: { what: '„{typed}“ ist kein Tag.', fix: 'Schreib ihn als 2026-04-30, oder yesterday.' },
    dayFuture: {
      what: '{day} liegt in der Zukunft: Heute ist {today} (UTC).',
      fix: 'Ohne Datum siehst du die neueste Liste.',
    },
    weekInvalid: { what: '„{typed}“ ist keine Woche.', fix: 'Schreib sie als 2026-W18, oder last.' },
    monthInvalid: { what: '„{typed}“ ist kein Monat.', fix: 'Schreib ihn als 2026-04.' },
  }),
  translateTexts(share.texts, {
    shareSummary: 'Eine Antwort mit allen im Kanal teilen',
    keyLabel: 'Welche Antwort',
    key: 'Welche Antwort geteilt werden soll',
    sharedAlready: 'Das wurde hier {ago} geteilt',
    sharedAlreadyWhat: 'Es wurde nicht noch einmal geteilt. Du kannst es {wait} wieder teilen.',
    whetherToShare: 'ob das hier geteilt werden darf',
  }),
  translateProblems(share.problems, {
    notShareable: {
      what: 'Hier gibt es keine Antwort, die du teilen kannst.',
      fix: 'Frag in diesem Kanal danach und drück unter der neuen Antwort auf „Im Kanal teilen“.',
    },
    notShareableCommand: { what: 'Die Antworten von „{name}“ lassen sich nicht teilen.' },
    mayNotWrite: {
      what: 'Du darfst in diesem Kanal nicht schreiben, deshalb wurde nichts geteilt.',
      fix: 'Bitte jemanden, der es darf.',
    },
    sharingObstacle: { what: '{obstacle}' },
  }),
];
