import { InputError } from '../../src/core/base/errors.ts';
import { formatList } from '../../src/core/base/language.ts';
import type { Command } from '../../src/core/command/command.ts';
import { readRequest } from '../../src/core/matching/request.ts';
import { buildViews, chooseLanguage, RESULTS_PER_PAGE, withDates } from '../shared/views.ts';
import { problems, texts } from '../texts/search.ts';

/** Asks a source beyond what is stored; what it finds is stored from then on. A button of a search that found little leads here. */
export const searchMore: Command = {
  name: 'search-more',
  hidden: true,
  get summary() {
    return texts.moreSummary();
  },
  example: 'search-more arxiv attention sinks',
  options: [
    {
      name: 'where',
      get label() {
        return texts.moreWhereLabel();
      },
      get summary() {
        return texts.moreWhere();
      },
      type: 'text',
      required: true,
    },
    {
      name: 'query',
      get label() {
        return texts.queryLabel();
      },
      get summary() {
        return texts.moreQuery();
      },
      type: 'text',
      required: true,
      trailing: true,
    },
  ],
  async run(context, { where, query }) {
    const { services } = context;
    const { searchable } = services.beyond;
    const source = searchable.get(String(where));
    if (source === undefined) {
      const sources = formatList(searchable.keys(), 'disjunction');
      throw new InputError(problems.sourceUnknown({ where: String(where), sources }));
    }
    if (services.demoDays !== undefined) throw new InputError(problems.demoOffline({ source }));
    const words = toPlainWords(String(query));
    if (words === '') throw new InputError(problems.wordsMissing({ source }));
    const { papers } = await services.beyond.search(String(where), words, RESULTS_PER_PAGE);
    await services.savePapers(papers);
    const stored = await services.store.papers.findMany(papers.map(({ id }) => id));
    return {
      kind: 'message',
      message: {
        kind: 'list',
        title: texts.moreTitle({ source, query: String(query) }),
        note: texts.moreCount({ count: stored.length }),
        entries: withDates(await buildViews(context, stored)),
        empty: texts.moreNone({ source }),
        language: chooseLanguage(context),
      },
    };
  },
};

/**
 * What other searches can be asked for: words and names of a request’s topic, without what is to be left out and what they do not
 * know.
 */
export function toPlainWords(query: string): string {
  return (readRequest(query)?.topic || query)
    .replace(/(?<!\S)-(?:[a-z]{2,12}:)?(?:["“][^"”]*["”]?|\S+)/giu, ' ')
    .replace(/(?<!\S)(?:after|before|votes|code):(?:"[^"]*"?|\S*)/gi, ' ')
    .replace(/(?<!\S)(?:author|org):/gi, ' ')
    .replace(/["“”]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
