import { addDays, isDay, toUtcDay } from '../../src/core/base/calendar.ts';
import { InputError } from '../../src/core/base/errors.ts';
import type { Day } from '../../src/core/base/time.ts';
import type { Command } from '../../src/core/command/command.ts';
import { formatDay } from '../../src/core/paper/format.ts';
import { explainMissing } from '../shared/demo-note.ts';
import { chooseLanguage, PAGE_OPTION } from '../shared/views.ts';
import { problems, texts } from '../texts/lists.ts';
import { showList } from './day-list.ts';

/** The list of a day: the newest one that has papers, unless a day is named. */
export const today: Command = {
  name: 'today',
  get summary() {
    return texts.todaySummary();
  },
  example: 'today 2026-04-30',
  options: [
    {
      name: 'date',
      get summary() {
        return texts.todayDate();
      },
      type: 'text',
      maxLength: 20,
      parse: readDay,
    },
    PAGE_OPTION,
  ],
  async run(context, { date, page }) {
    const { store, source, clock, savePapers } = context.services;
    const now = toUtcDay(clock.now());
    const day = date === undefined ? undefined : readDayMeant(String(date), now);
    const edition =
      day === undefined ? (await store.editions.listLatest(1, now))[0] : await store.editions.find(day);
    let papers = edition ? await store.papers.findMany(edition.paperIds) : [];
    if (day !== undefined && !edition) {
      const batch = await source.list({ kind: 'day', day });
      papers = [...batch.papers];
      await savePapers(papers);
    }
    const shown = edition?.day ?? day ?? now;
    return showList(context, {
      title: texts.todayTitle({ day: () => formatDay(shown, chooseLanguage(context)) }),
      papers,
      empty:
        day === undefined
          ? texts.noneFetched()
          : await explainMissing(
              context.services,
              texts.demoNonePeriod({ period: shown }),
              isWeekend(shown) ? texts.noneOnWeekend({ day: shown }) : texts.noneOnDay({ day: shown }),
            ),
      line: `today ${shown}`,
      page: Number(page),
      isOfOneDay: true,
    });
  },
};

/** Hugging Face lists papers on weekdays; sometimes a weekday has none, without a published reason. */
function isWeekend(day: Day): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

const WORDS = ['today', 'yesterday'];

/** A day, or a word for one, which becomes a day when the command runs. */
function readDay(typed: string): string {
  const text = typed.toLowerCase();
  if (WORDS.includes(text) || isDay(text)) return text;
  throw new InputError(problems.dayInvalid({ typed }));
}

function readDayMeant(text: string, now: string): string {
  if (text === 'today') return now;
  if (text === 'yesterday') return addDays(now, -1);
  if (text > now) throw new InputError(problems.dayFuture({ day: text, today: now }));
  return text;
}
