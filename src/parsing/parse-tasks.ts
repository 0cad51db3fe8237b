import { SOURCE_PARSERS } from '../sources/parsers.ts';
import { makeCards } from '../summary/hugging-face.ts';
import { SUMMARY_READERS } from '../summary/model/readers.ts';

/** Everything that reads texts of strangers: full texts, pages, feeds, files to import, models' answers, and abstracts. */
export const PARSE_TASKS = { ...SOURCE_PARSERS, ...SUMMARY_READERS, makeCards };
