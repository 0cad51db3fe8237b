import { addDays, type Span, toUtcDay, toWeek, toWeekSpan } from '../../src/core/base/calendar.ts';
import { InputError } from '../../src/core/base/errors.ts';
import type { Day } from '../../src/core/base/time.ts';
import type { Command } from '../../src/core/command/command.ts';
import { toPaperTest } from '../../src/core/digest/filtered-week.ts';
import { parseTerms } from '../../src/core/matching/terms.ts';
import { asTyped } from '../shared/as-typed.ts';
import { PAGE_OPTION } from '../shared/views.ts';
import { problems, texts } from '../texts/lists.ts';
import { showSpan } from './span-list.ts';

/** The button that turns the page has space for it. */
const MAX_TOPIC = 40;

const LAST = 'last';

/** A week's papers, or those of them that are about something, most upvotes first. */
export const week: Command = {
  name: 'week',
  get summary() {
    return texts.weekSummary();
  },
  example: 'week last topic:agents',
  options: [
    {
      name: 'week',
      get summary() {
        return texts.weekWeek();
      },
      type: 'text',
      maxLength: 10,
      parse: readWeek,
    },
    {
      name: 'topic',
      get summary() {
        return texts.weekTopic();
      },
      type: 'text',
      maxLength: MAX_TOPIC,
      isList: true,
      parse: asTyped(parseTerms),
    },
    PAGE_OPTION,
  ],
  async run(context, { week: typed, topic = '', page }) {
    const name = findWeek(typed, toUtcDay(context.services.clock.now()));
    const span = listDaysOfWeek(name);
    const shown = { name, span, query: { kind: 'week', week: name }, page: Number(page) } as const;
    const none = texts.noneInWeek({ week: name });
    if (topic === '') return showSpan(context, { ...shown, title: texts.weekTitle({ week: name }), none });
    const words = String(topic);
    return showSpan(context, {
      ...{ ...shown, none },
      title: texts.weekTitleOn({ week: name, topic: words }),
      only: {
        topic: words,
        passes: toPaperTest({ topics: parseTerms(words), without: [], minVotes: 0 }),
        wordNone: (count) => texts.noneOnTopic({ week: name, topic: words, count }),
      },
    });
  },
};

/** The week in the form `2026-W18`, or `last`. */
function readWeek(typed: string): string {
  if (typed.trim().toLowerCase() === LAST) return LAST;
  return toWeek(listDaysOfWeek(typed).from);
}

function findWeek(typed: string | number | boolean | undefined, today: Day): string {
  if (typed === LAST) return toWeek(addDays(today, -7));
  return typed === undefined ? toWeek(today) : String(typed);
}

function listDaysOfWeek(week: string): Span {
  const span = toWeekSpan(week);
  if (span) return span;
  throw new InputError(problems.weekInvalid({ typed: week }));
}
