import { joinSentences } from '../../src/core/base/text.ts';
import { button, listShareActions } from '../../src/core/command/card-actions.ts';
import type { Command } from '../../src/core/command/command.ts';
import {
  describeTotal,
  explainBeyondLastPage,
  explainNothingFound,
  labelSearch,
} from '../../src/core/command/describe-found.ts';
import type { Action } from '../../src/core/message/message.ts';
import { findDemoNote } from '../shared/demo-note.ts';
import {
  buildHitViews,
  buildPageButtons,
  chooseLanguage,
  completePaper,
  PAGE_OPTION,
  RESULTS_PER_PAGE,
} from '../shared/views.ts';
import { texts as listTexts } from '../texts/lists.ts';
import { operators, texts } from '../texts/search.ts';
import { toPlainWords } from './search-more.ts';

/** Where fewer are found the sources may know more. */
const FEW = 10;

/** Search over every saved paper. */
export const search: Command = {
  name: 'search',
  get summary() {
    return texts.searchSummary();
  },
  example: 'search "attention sinks" author:xiao after:2024-01',
  details: Object.values(operators).map((describe) => describe()),
  options: [
    {
      name: 'query',
      get label() {
        return texts.queryLabel();
      },
      get summary() {
        return texts.query();
      },
      type: 'text',
      required: true,
      trailing: true,
      autocomplete: true,
    },
    PAGE_OPTION,
  ],
  async run(context, { query, page: typedPage }) {
    const { services } = context;
    const { pageSize = RESULTS_PER_PAGE } = context.asker;
    const text = String(query);
    const page = Number(typedPage);
    const language = chooseLanguage(context);
    const offset = (page - 1) * pageSize;
    const answer = await services.search.search(text, { offset, limit: pageSize });
    const entries = await buildHitViews(context, answer, offset);
    const demo = await findDemoNote(services);
    const { total, notes, offers = [], nothing } = answer;
    const hasPapers = total > 0 || (await services.store.papers.count()) > 0;
    const notFound = hasPapers ? joinSentences(explainNothingFound(text), demo) : texts.noPapersYet();
    const pages = buildPageButtons(`search ${text}`, page, total, pageSize);
    const more = total > page * pageSize;
    return {
      kind: 'message',
      message: {
        kind: 'list',
        title: texts.searchTitle({ query: text }),
        note: [
          ...(nothing === undefined ? [describeTotal(answer, page)] : []),
          ...notes,
          // A long query does not fit into a button.
          ...(more && pages.every(({ label }) => label !== listTexts.next())
            ? [texts.nextPage({ page: page + 1 })]
            : []),
        ].join(' · '),
        entries,
        empty: total > 0 ? explainBeyondLastPage(total, pageSize) : (nothing ?? notFound),
        language,
        actions: [
          ...offers.flatMap(({ word, query: other }) => button(labelSearch(word), `search ${other}`)),
          ...pages,
          ...(entries.length > 0 ? listShareActions(context, `search ${text} page:${page}`) : []),
          ...(total < FEW && nothing === undefined && demo === undefined
            ? [...services.beyond.searchable].flatMap((source) => searchOn(source, text))
            : []),
        ],
      },
    };
  },
  async complete(context, _option, typed) {
    return (await completePaper(context, typed)).map(({ label }) => ({ label, value: label }));
  },
};

/** A button that asks a source for the words of a search, or for as many of them as a button can carry. */
function searchOn([where, source]: readonly [id: string, name: string], query: string): Action[] {
  const label = texts.searchOn({ source });
  const words = (toPlainWords(query) || query).split(' ');
  for (let count = words.length; count > 0; count--) {
    const fitting = button(label, `search-more ${where} ${words.slice(0, count).join(' ')}`);
    if (fitting.length > 0) return fitting;
  }
  return [];
}
