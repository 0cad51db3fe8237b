import type { Remote } from '../core/async/remote.ts';
import { parseAtom } from './arxiv/atom.ts';
import { parseArxivHtml } from './full-text/html.ts';
import { parseMarkdown } from './full-text/markdown.ts';
import { parsePage } from './hugging-face/page.ts';
import { parseListPage, parsePaperReply } from './hugging-face/parse-list.ts';
import { parseImportTexts } from './import/text.ts';

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
