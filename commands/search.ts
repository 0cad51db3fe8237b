import { button, shareAction } from '../src/core/card-actions.ts';
import type { Command } from '../src/core/command.ts';
import { PAPERS_PER_MESSAGE } from '../src/core/message.ts';
import { completePaper, hitViewsOf, languageOf, PAGE_OPTION, pageButtons } from './views.ts';

/** Search over every paper that is kept. */
export const search: Command = {
  name: 'search',
  summary: 'Search all papers by words',
  example: 'search "attention sinks" author:xiao after:2024-01',
  options: [
    {
      name: 'query',
      summary: '"phrase" -word author: org: after: before: votes:>20 code:yes',
      type: 'text',
      required: true,
      rest: true,
      autocomplete: true,
    },
    PAGE_OPTION,
  ],
  async run(context, { query, page: typedPage }) {
    const { services } = context;
    const text = String(query);
    const page = Number(typedPage ?? 1);
    const offset = (page - 1) * PAPERS_PER_MESSAGE;
    const answer = await services.search.search(text, { offset, limit: PAPERS_PER_MESSAGE });
    const entries = await hitViewsOf(context, answer, offset);
    const many = `${answer.total}${answer.totalIsFloor ? '+' : ''}`;
    return {
      kind: 'message',
      message: {
        kind: 'list',
        title: `Search: ${text}`,
        note: [
          `${many} ${answer.total === 1 ? 'paper' : 'papers'} in ${answer.tookMs.toFixed(1)} ms`,
          ...answer.notes,
        ].join(' · '),
        entries,
        empty: 'Nothing found. Try fewer or other words, or leave out an operator such as after: or votes:.',
        language: languageOf(context),
        actions: [
          ...pageButtons(`search ${text}`, page, answer.total),
          ...(answer.total > 0 ? shareAction(`search ${text} page:${page}`) : []),
          // Little was found here: the sources may know more.
          ...(answer.total < PAPERS_PER_MESSAGE
            ? [
                ...button('Search Hugging Face', `search-more huggingface ${text}`),
                ...button('Search arXiv', `search-more arxiv ${text}`),
              ]
            : []),
        ],
      },
    };
  },
  async complete(context, _option, typed) {
    return (await completePaper(context, typed)).map(({ label }) => ({ label, value: label }));
  },
};
