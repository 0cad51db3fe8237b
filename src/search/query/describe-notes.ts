import { formatList } from '../../core/base/language.ts';
import { OPERATORS } from '../../core/matching/operators.ts';
import { truncate } from '../../core/paper/format.ts';
import { texts } from '../texts/texts.ts';
import type { NothingReason, SearchNote } from './notes.ts';

/** At most this many unknown operators are named. */
const MAX_NAMED = 3;
/** The beginning of a topic shows which one it is: a query may have 4,000 characters. */
const MAX_TOPIC_LENGTH = 80;

export function describeNote(note: SearchNote): string {
  switch (note.code) {
    case 'longQuery':
    case 'manyWords':
      return texts[note.code]({ most: note.most });
    case 'unknownOperator':
      return texts.unknownOperator({
        names: formatList(
          note.names.slice(0, MAX_NAMED).map((name) => `“${name}:”`),
          'disjunction',
        ),
        known: OPERATORS.map((name) => `${name}:`).join(', '),
      });
    case 'readRequest': {
      const { topic, newest, survey } = note;
      const shown = truncate(topic, MAX_TOPIC_LENGTH);
      return texts.readRequest({ topic: shown, newest: String(newest), survey: String(survey) });
    }
    case 'unknownPaper':
      return texts.unknownPaper({ id: note.id });
    default:
      return texts[note.code]();
  }
}

export function describeNothing(reason: NothingReason): string {
  return reason.code === 'commonWord' ? texts.commonWord({ word: reason.word }) : texts[reason.code]();
}
