import type { Remote } from '../core/base/remote.ts';
import { parseAtom } from './atom.ts';
import { parsePage } from './hugging-face-page.ts';
import { parseImportTexts } from './import-text.ts';
import { parseArxivHtml } from './paper-html.ts';
import { parseMarkdown } from './paper-markdown.ts';
import { parseListPage, parsePaperReply } from './parse-list.ts';

/** What reads texts of strangers here: pure functions, which run apart from the event loop. */
export const SOURCE_PARSERS = {
  parseAtom,
  parsePage,
  parseListPage,
  parsePaperReply,
  parseMarkdown,
  parseArxivHtml,
  parseImportTexts,
};

export type SourceParsers = Remote<typeof SOURCE_PARSERS>;
