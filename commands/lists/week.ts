import { InputError } from '../../src/core/base/errors.ts';
import type { Command } from '../../src/core/command/command.ts';
import { type Span, toWeek, toWeekSpan } from '../../src/core/paper/calendar.ts';
import { toUtcDay } from '../../src/core/paper/edition.ts';
import { explainMissing } from '../shared/demo-note.ts';
import { PAGE_OPTION } from '../shared/views.ts';
import { problems, texts } from '../texts/lists.ts';
import { showList } from './day-list.ts';
import { listPapersOfSpan } from './span-list.ts';

/** A week's papers, most upvotes first. */
export const week: Command = {
  name: 'week',
  get summary() {
    return texts.weekSummary();
  },
  example: 'week 2026-W18',
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
    PAGE_OPTION,
  ],
  async run(context, { week: typed, page }) {
    const shown = typed === undefined ? toWeek(toUtcDay(context.services.clock.now())) : String(typed);
    const span = listDaysOfWeek(shown);
    return showList(context, {
      title: texts.weekTitle({ week: shown }),
      papers: await listPapersOfSpan(context, span, { kind: 'week', week: shown }),
      empty: await explainMissing(
        context.services,
        texts.demoNonePeriod({ period: shown }),
        texts.noneInWeek({ week: shown }),
      ),
      line: `week ${shown}`,
      page: Number(page),
      span,
    });
  },
};

/** The week in the form `2026-W18`. */
function readWeek(typed: string): string {
  return toWeek(listDaysOfWeek(typed).from);
}

function listDaysOfWeek(week: string): Span {
  const span = toWeekSpan(week);
  if (span) return span;
  throw new InputError(problems.weekInvalid({ typed: week }));
}
