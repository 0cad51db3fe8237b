import { nameLanguage } from '../text/language.ts';
import { barredNames, repairs } from '../text/texts.ts';
import type { RepairReason } from './repair-reason.ts';

/** What a model reads of what is wrong with its answer, as whole sentences in English. */
export function wordRepair(reason: RepairReason): string {
  switch (reason.code) {
    case 'no-object':
      return repairs.noObject();
    case 'other-shape':
      return repairs.otherShape(reason.values);
    case 'no-english':
      return repairs.noEnglish();
    case 'empty':
      return repairs.empty();
    case 'cut':
      return repairs.cut();
    case 'in-english':
      return repairs.english({ language: nameLanguage(reason.values.language) });
    case 'other-language':
      return repairs.otherLanguage({ language: nameLanguage(reason.values.language) });
    case 'quote-short':
      return repairs.quoteShort(reason.values);
    case 'quote-foreign':
      return repairs.quoteForeign();
    case 'off-topic':
      return repairs.offTopic();
    case 'unsupported': {
      const { invented, barred } = reason.values;
      return [
        ...(invented.length > 0 ? [repairs.invented({ inventions: invented.join(', ') })] : []),
        ...(barred.length > 0
          ? [repairs.barred({ things: barred.map((one) => barredNames[one]()).join(', ') })]
          : []),
      ].join(' ');
    }
  }
}
