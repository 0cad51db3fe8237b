import type { Remote } from '../core/async/remote.ts';
import { parseAtom } from './arxiv/atom.ts';
import { parseArxivHtml } from './full-text/html.ts';
import { parseMarkdown } from './full-text/markdown.ts';
import { parseListPage, parsePaperReply } from './hugging-face/parse-list.ts';
import { parsePage } from './hugging-face/parse-page.ts';
import { parseImportTexts } from './import/text.ts';

/** The parsers of untrusted texts: pure functions, which run outside the event loop's thread. */
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
