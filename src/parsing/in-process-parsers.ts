import { inTurns } from '../core/async/in-turns.ts';
import type { Parsers } from './parsers.ts';

/**
 * The parsers in the thread that calls them, with no deadline and no memory limit: for texts that come with the program, as the
 * demo's do. Each is loaded with its first text.
 */
export function createInProcessParsers(): Parsers {
  return {
    call: {
      parseAtom: async (...args) => (await import('../sources/arxiv/atom.ts')).parseAtom(...args),
      parsePage: async (...args) =>
        (await import('../sources/hugging-face/parse-page.ts')).parsePage(...args),
      parseListPage: async (...args) => (await loadLists()).parseListPage(...args),
      parsePaperReply: async (...args) => (await loadLists()).parsePaperReply(...args),
      parseMarkdown: async (...args) =>
        (await import('../sources/full-text/markdown.ts')).parseMarkdown(...args),
      parseArxivHtml: async (...args) =>
        (await import('../sources/full-text/html.ts')).parseArxivHtml(...args),
      parseImportTexts: async (...args) =>
        (await import('../sources/import/text.ts')).parseImportTexts(...args),
      sourceText: async (...args) => (await loadReaders()).sourceText(...args),
      judgeAnswer: async (...args) => (await loadReaders()).judgeAnswer(...args),
      quotePaper: async (...args) => (await loadReaders()).quotePaper(...args),
      // Each takes milliseconds, and others are served in between.
      makeCards: async (papers) => {
        const { onCard } = await import('../summary/hugging-face.ts');
        return inTurns(papers, onCard);
      },
    },
    close: async () => undefined,
  };
}

const loadLists = () => import('../sources/hugging-face/parse-list.ts');

const loadReaders = async () => (await import('../summary/model/readers.ts')).SUMMARY_READERS;
