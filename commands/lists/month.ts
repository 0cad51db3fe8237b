import { type Span, toMonthSpan, toUtcDay } from '../../src/core/base/calendar.ts';
import { InputError } from '../../src/core/base/errors.ts';
import type { Command } from '../../src/core/command/command.ts';
import { formatMonth } from '../../src/core/paper/format.ts';
import { chooseLanguage, PAGE_OPTION } from '../shared/views.ts';
import { problems, texts } from '../texts/lists.ts';
import { showSpan } from './span-list.ts';

/** A month's papers, most upvotes first. */
export const month: Command = {
  name: 'month',
  get summary() {
    return texts.monthSummary();
  },
  example: 'month 2026-04',
  options: [
    {
      name: 'month',
      get summary() {
        return texts.monthMonth();
      },
      type: 'text',
      maxLength: 10,
      parse: readMonth,
    },
    PAGE_OPTION,
  ],
  async run(context, { month: typed, page }) {
    const name = typed === undefined ? toUtcDay(context.services.clock.now()).slice(0, 7) : String(typed);
    const span = listDaysOfMonth(name);
    return showSpan(context, {
      ...{ name, span, query: { kind: 'month', month: name }, page: Number(page) },
      title: texts.monthTitle({ month: () => formatMonth(name, chooseLanguage(context)) }),
      none: texts.noneInMonth({ month: name }),
    });
  },
};

function readMonth(typed: string): string {
  listDaysOfMonth(typed);
  return typed;
}

function listDaysOfMonth(month: string): Span {
  const span = toMonthSpan(month);
  if (span) return span;
  throw new InputError(problems.monthInvalid({ typed: month }));
}
