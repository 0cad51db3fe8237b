import type { Command } from '../../src/core/command/command.ts';
import { PAGE_OPTION } from '../shared/views.ts';
import { texts } from '../texts/lists.ts';
import { showList } from './day-list.ts';

/** What is rising on Hugging Face now, in its own order. */
export const trending: Command = {
  name: 'trending',
  get summary() {
    return texts.trendingSummary();
  },
  example: 'trending',
  options: [PAGE_OPTION],
  async run(context, { page }) {
    const { source, savePapers, store, demoDays } = context.services;
    const { papers } = await source.list({ kind: 'trending' });
    await savePapers(papers);
    return showList(context, {
      title: texts.trendingTitle(),
      papers: await store.papers.findMany(papers.map(({ id }) => id)),
      remark: demoDays && texts.trendingInDemo(),
      empty: texts.noneTrending(),
      line: 'trending',
      page: Number(page),
    });
  },
};
