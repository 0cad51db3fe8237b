import { spanOfMonth } from '../src/core/calendar.ts';
import type { Command } from '../src/core/command.ts';
import { utcDay } from '../src/core/edition.ts';
import { InputError } from '../src/core/errors.ts';
import { showList } from './day-list.ts';
import { papersOfSpan } from './span-list.ts';
import { PAGE_OPTION } from './views.ts';

/** A month's papers, most upvotes first. */
export const month: Command = {
  name: 'month',
  summary: "A month's papers, most upvotes first",
  example: 'month 2026-04',
  options: [
    {
      name: 'month',
      summary: 'A month such as 2026-04; this month if left out',
      type: 'text',
      maxLength: 10,
    },
    PAGE_OPTION,
  ],
  async run(context, { month: typed, page }) {
    const name = typed === undefined ? utcDay(context.services.clock.now()).slice(0, 7) : String(typed);
    const span = spanOfMonth(name);
    if (!span)
      throw new InputError('month-invalid', `"${name}" is not a month.`, { fix: 'Write it as 2026-04.' });
    return showList(context, {
      title: `Papers of ${name}`,
      papers: await papersOfSpan(context, span, { kind: 'month', month: name }),
      empty: `No papers were listed in ${name}.`,
      line: `month ${name}`,
      page: Number(page ?? 1),
    });
  },
};
