import type { Command } from '../src/core/command/command.ts';
import { showList } from './day-list.ts';
import { PAGE_OPTION } from './views.ts';

/** What is rising on Hugging Face now, in its own order. */
export const trending: Command = {
  name: 'trending',
  summary: 'What is trending on Hugging Face now',
  example: 'trending',
  options: [PAGE_OPTION],
  async run(context, { page }) {
    const { source, keep, store } = context.services;
    const { papers } = await source.list({ kind: 'trending' });
    await keep(papers);
    return showList(context, {
      title: 'Trending papers',
      papers: await store.papers.getMany(papers.map(({ id }) => id)),
      empty: 'Hugging Face names no trending papers right now.',
      line: 'trending',
      page: Number(page),
    });
  },
};
