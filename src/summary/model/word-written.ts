import { formatList } from '../../core/base/language.ts';
import type { Summary, SummaryNote, WrittenSummary } from '../../core/summary/summary.ts';
import { barredNames, texts } from '../text/texts.ts';

const MAX_INVENTION_LENGTH = 40;

/** A written summary as it is shown: who wrote it and what was dropped are in the language of whoever reads it. */
export function wordWritten({ style, points, source, notes }: WrittenSummary, model: string): Summary {
  return { style, points, by: texts.byModel({ model, source }), notes: notes.map(wordNote) };
}

function wordNote({ code, values }: SummaryNote): string {
  switch (code) {
    case 'invented-dropped': {
      const inventions = values.inventions.map(quoteInvention).join(', ');
      return texts.inventedDropped({ count: values.inventions.length, inventions });
    }
    case 'barred-dropped':
      return texts.barredDropped({
        things: formatList(
          values.things.map((one) => barredNames[one]()),
          'disjunction',
        ),
      });
    case 'orders-left-out':
      return texts.ordersLeftOut();
    case 'text':
      return values.text;
  }
}

function quoteInvention(invention: string): string {
  return `“${invention.slice(0, MAX_INVENTION_LENGTH)}”`;
}
