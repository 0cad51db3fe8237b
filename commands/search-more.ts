import { InputError } from '../src/core/base/errors.ts';
import type { Command } from '../src/core/command/command.ts';
import { PAPERS_PER_MESSAGE } from '../src/core/message/message.ts';
import { counted } from '../src/core/paper/format.ts';
import { demoNote } from './demo-note.ts';
import { dated, languageOf, viewsOf } from './views.ts';

const NAMES = { huggingface: 'Hugging Face', arxiv: 'arXiv' } as const;

/** Asks a source beyond what is stored; what it finds is stored from then on. A button of a search that found little leads here. */
export const searchMore: Command = {
  name: 'search-more',
  hidden: true,
  summary: 'Searches Hugging Face or arXiv',
  example: 'search-more arxiv attention sinks',
  options: [
    {
      name: 'where',
      label: 'Where to search',
      summary: 'Which source',
      type: 'choice',
      choices: ['huggingface', 'arxiv'],
      required: true,
    },
    {
      name: 'query',
      label: 'What to search for',
      summary: 'Words',
      type: 'text',
      required: true,
      rest: true,
    },
  ],
  async run(context, { where, query }) {
    const { services } = context;
    const language = languageOf(context);
    const place = where as keyof typeof NAMES;
    const demo = await demoNote(services);
    if (demo !== undefined)
      throw new InputError('demo-offline', `${demo}: it cannot ask ${NAMES[place]}.`, {
        fix: 'Search the papers that it has.',
      });
    const words = plainWords(String(query));
    if (words === '')
      throw new InputError('words-missing', `There is no word to ask ${NAMES[place]} for.`, {
        fix: 'Search for a word or a name; dates, votes and code are asked for here alone.',
      });
    const { papers } = await services.searchBeyond(place, words, PAPERS_PER_MESSAGE);
    await services.keep(papers);
    const kept = await services.store.papers.getMany(papers.map(({ id }) => id));
    return {
      kind: 'message',
      message: {
        kind: 'list',
        title: `${NAMES[place]}: ${query}`,
        note: `${counted(kept.length, 'paper', language)}; added to the search here`,
        entries: dated(await viewsOf(context, kept)),
        empty: `${NAMES[place]} finds nothing either. Try fewer or other words.`,
        language,
      },
    };
  },
};

/** What other searches can be asked for: words and names, without what is to be left out and what they do not know. */
export function plainWords(query: string): string {
  return query
    .replace(/(?<!\S)-(?:[a-z]{2,12}:)?(?:["“][^"”]*["”]?|\S+)/giu, ' ')
    .replace(/(?<!\S)(?:after|before|votes|code):(?:"[^"]*"?|\S*)/gi, ' ')
    .replace(/(?<!\S)(?:author|org):/gi, ' ')
    .replace(/["“”]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
