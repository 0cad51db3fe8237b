import type { UnusableReason } from '../paper/paper-source.ts';
import { wordJsonExcess } from '../replies/json-limits.ts';
import { unusable as texts } from './texts.ts';

/** Why something is no paper, in words that follow its number. */
export function wordUnusable(reason: UnusableReason): string {
  switch (reason.code) {
    case 'no-item':
      return texts.noItem();
    case 'no-record':
      return texts.noRecord();
    case 'no-json':
      return texts.noJson();
    case 'no-title': {
      const { id } = reason.values;
      return id === undefined ? texts.noTitle() : texts.noTitleOf({ id });
    }
    case 'no-id': {
      const { title } = reason.values;
      return title === undefined ? texts.noId() : texts.noIdOf({ title });
    }
    case 'odd-id':
      return texts.oddId();
    case 'foreign-id':
      return texts.foreignId({ id: JSON.stringify(reason.values.id) });
    case 'long-id':
      return texts.longId(reason.values);
    case 'odd-date': {
      const { date } = reason.values;
      return date === undefined ? texts.noDate() : texts.oddDate({ date });
    }
    case 'too-long':
      return texts.tooLong();
    case 'too-large':
      return texts.tooLarge({ excess: wordJsonExcess(reason.values.excess) });
    case 'not-read':
      return texts.notRead(reason.values);
  }
}
