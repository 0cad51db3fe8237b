import { InputError } from '../src/core/base/errors.ts';
import { commandSpan } from '../src/core/base/text.ts';
import type { Command, CommandContext } from '../src/core/command/command.ts';
import { EXPORT_FORMATS, type ExportFormat, exportPapersAs } from '../src/core/paper/export-formats.ts';
import type { PaperId } from '../src/core/paper/paper.ts';
import { readNamedPapers } from './named-papers.ts';
import { isPeriod, topIds } from './top.ts';

const MOST_PAPERS = 500;

const FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = {
  bibtex: 'BibTeX',
  csv: 'CSV',
  json: 'JSON',
  markdown: 'Markdown',
  ris: 'RIS',
  'csl-json': 'CSL-JSON',
};

/** A file of papers: the reading list, what the community voted for, or what a search finds. */
export const exportPapers: Command = {
  name: 'export',
  summary: 'Exports your reading list, top papers or a search as a file',
  example: 'export bibtex search attention sinks',
  personal: true,
  options: [
    {
      name: 'format',
      label: 'Which format',
      summary: 'Format of the file',
      type: 'choice',
      choices: EXPORT_FORMATS,
      required: true,
    },
    {
      name: 'what',
      label: 'What to export',
      summary: 'saved, top, top month, search WORDS, or numbers from the last list such as 1-5',
      type: 'text',
      rest: true,
      default: 'saved',
      parse: readWhat,
    },
  ],
  async run(context, { format, what }) {
    const { store } = context.services;
    const ids = await idsOf(context, String(what));
    const papers = await store.papers.getMany(ids.slice(0, MOST_PAPERS));
    if (papers.length === 0) {
      return {
        kind: 'message',
        message: {
          kind: 'notice',
          tone: 'info',
          title: 'There is nothing to export',
          text: `There are no papers in "${what}".`,
          example: commandSpan('export csv top month'),
        },
      };
    }
    const file = exportPapersAs(format as ExportFormat, papers);
    const cut = ids.length > MOST_PAPERS ? ` (the first ${MOST_PAPERS} of ${ids.length})` : '';
    const title = `${papers.length} ${papers.length === 1 ? 'paper' : 'papers'}${cut} as ${FORMAT_NAMES[format as ExportFormat]}`;
    return { kind: 'file', ...file, note: { kind: 'notice', tone: 'success', title } };
  },
};

async function idsOf(context: CommandContext, what: string): Promise<PaperId[]> {
  const { services, asker } = context;
  const named = readNamedPapers(what);
  if (named)
    return Promise.all(named.map((one) => (typeof one === 'number' ? context.numbers.at(one) : one)));
  const [kind, rest] = splitWhat(what);
  if (kind === 'top') return topIds(context, isPeriod(rest) ? rest : 'all');
  if (kind === 'saved') return services.store.readingLists.list(asker.person);
  const { hits } = await services.search.search(rest, { offset: 0, limit: MOST_PAPERS });
  return hits.map(({ paperId }) => paperId);
}

/** Refuses what is neither the reading list nor top papers nor a search. */
function readWhat(what: string): string {
  const [kind, rest] = splitWhat(what);
  if (kind === 'saved' || (kind === 'search' && rest !== '')) return what;
  if (kind === 'top' && (rest === '' || isPeriod(rest))) return what;
  if (readNamedPapers(what)) return what;
  throw new InputError('export-what', `"${what.slice(0, 40)}" cannot be exported.`, {
    fix: 'Say saved, top, top with day, week, month or all, search and words, or numbers of the last list such as 1-5.',
  });
}

function splitWhat(what: string): [kind: string, rest: string] {
  const [, kind = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(what.trim()) ?? [];
  return [kind.toLowerCase(), kind.toLowerCase() === 'search' ? rest : rest.toLowerCase()];
}
