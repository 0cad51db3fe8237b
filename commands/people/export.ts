import { InputError } from '../../src/core/base/errors.ts';
import { commandSpan } from '../../src/core/base/text.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import { EXPORT_FORMATS, type ExportFormat, writeExport } from '../../src/core/paper/export-formats.ts';
import type { PaperId } from '../../src/core/paper/paper.ts';
import { isPeriod, listTopIds } from '../lists/top.ts';
import { readNamedPapers } from '../shared/named-papers.ts';
import { problems, texts } from '../texts/reading-list.ts';

const MAX_PAPERS = 500;

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
  get summary() {
    return texts.exportSummary();
  },
  example: 'export bibtex search attention sinks',
  personal: true,
  options: [
    {
      name: 'format',
      get label() {
        return texts.formatLabel();
      },
      get summary() {
        return texts.format();
      },
      type: 'choice',
      choices: EXPORT_FORMATS,
      required: true,
    },
    {
      name: 'what',
      get label() {
        return texts.whatLabel();
      },
      get summary() {
        return texts.what();
      },
      type: 'text',
      trailing: true,
      default: 'saved',
      parse: readWhat,
    },
  ],
  async run(context, { format, what }) {
    const { store } = context.services;
    const ids = await findIds(context, String(what));
    const papers = await store.papers.findMany(ids.slice(0, MAX_PAPERS));
    if (papers.length === 0) {
      return {
        kind: 'message',
        message: {
          kind: 'notice',
          tone: 'info',
          title: texts.exportNone(),
          text: texts.exportNoneIn({ kind: splitWhat(String(what))[0], what: String(what) }),
          example: commandSpan('export csv top month'),
        },
      };
    }
    const file = writeExport(format as ExportFormat, papers);
    const name = FORMAT_NAMES[format as ExportFormat];
    const title =
      ids.length > MAX_PAPERS
        ? texts.exportedPart({ count: papers.length, all: ids.length, format: name })
        : texts.exported({ count: papers.length, format: name });
    return { kind: 'file', ...file, note: { kind: 'notice', tone: 'success', title } };
  },
};

async function findIds(context: CommandContext, what: string): Promise<PaperId[]> {
  const { services, asker } = context;
  const named = readNamedPapers(what);
  if (named)
    return Promise.all(named.map((one) => (typeof one === 'number' ? context.numbers.getPaper(one) : one)));
  const [kind, rest] = splitWhat(what);
  if (kind === 'top') return listTopIds(context, isPeriod(rest) ? rest : 'all');
  if (kind === 'saved') return services.store.readingLists.list(asker.person);
  const { hits } = await services.search.search(rest, { offset: 0, limit: MAX_PAPERS });
  return hits.map(({ paperId }) => paperId);
}

/** Refuses what is neither the reading list nor top papers nor a search. */
function readWhat(what: string): string {
  const [kind, rest] = splitWhat(what);
  if (kind === 'saved' || (kind === 'search' && rest !== '')) return what;
  if (kind === 'top' && (rest === '' || isPeriod(rest))) return what;
  if (readNamedPapers(what)) return what;
  throw new InputError(problems.exportWhat({ typed: what.slice(0, 40) }));
}

function splitWhat(what: string): [kind: string, rest: string] {
  const [, kind = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(what.trim()) ?? [];
  return [kind.toLowerCase(), kind.toLowerCase() === 'search' ? rest : rest.toLowerCase()];
}
