import { SOURCE_PARSERS } from '../sources/parsers.ts';
import { SUMMARY_READERS } from '../summary/model/readers.ts';

/** Everything that reads texts of strangers: full texts, pages, feeds, files to import, and models' answers. */
export const PARSE_TASKS = { ...SOURCE_PARSERS, ...SUMMARY_READERS };
