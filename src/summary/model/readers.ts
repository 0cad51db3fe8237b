import type { Remote } from '../../core/async/remote.ts';
import { judgeAnswer } from './judge-answer.ts';
import { quotePaper } from './own-words.ts';
import { readSourceText } from './source-text.ts';

/** What reads full texts and models' answers here: pure functions, which run apart from the event loop. */
export const SUMMARY_READERS = { sourceText: readSourceText, judgeAnswer, quotePaper };

export type SummaryReaders = Remote<typeof SUMMARY_READERS>;
