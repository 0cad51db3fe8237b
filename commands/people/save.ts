import { commandSpan } from '../../src/core/base/text.ts';
import { button } from '../../src/core/command/card-actions.ts';
import type { Command } from '../../src/core/command/command.ts';
import { showList } from '../lists/day-list.ts';
import { completePaper, findPaperMeant, PAGE_OPTION, PAPER_OPTION } from '../shared/views.ts';
import { texts } from '../texts/reading-list.ts';

/** Puts a paper on one's own reading list. */
export const save: Command = {
  name: 'save',
  get summary() {
    return texts.saveSummary();
  },
  example: 'save 2604.26752',
  personal: true,
  options: [PAPER_OPTION],
  async run(context, { paper: id }) {
    const { store, clock, savePapers } = context.services;
    const paper = await findPaperMeant(context, String(id));
    await savePapers([paper]);
    const isNew = await store.readingLists.put(context.asker.person, paper.id, clock.now());
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: isNew ? texts.saved() : texts.savedAlready(),
        text: paper.title,
        actions: [...button(texts.remove(), `unsave ${paper.id}`), ...button(texts.myList(), 'saved')],
      },
    };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};

/** One's own reading list, latest first. */
export const saved: Command = {
  name: 'saved',
  get summary() {
    return texts.savedSummary();
  },
  example: 'saved',
  personal: true,
  options: [PAGE_OPTION],
  async run(context, { page }) {
    const { store } = context.services;
    return showList(context, {
      title: texts.listTitle(),
      papers: await store.papers.findMany(await store.readingLists.list(context.asker.person)),
      empty: texts.listEmpty({ command: commandSpan('save 2604.26752') }),
      line: 'saved',
      page: Number(page),
      isSaved: true,
    });
  },
};

/** Takes a paper off one's own reading list. */
export const unsave: Command = {
  name: 'unsave',
  get summary() {
    return texts.unsaveSummary();
  },
  example: 'unsave 2604.26752',
  personal: true,
  options: [PAPER_OPTION],
  async run(context, { paper: id }) {
    const paper = await findPaperMeant(context, String(id));
    const was = await context.services.store.readingLists.remove(context.asker.person, paper.id);
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: was ? 'success' : 'info',
        title: was ? texts.removed() : texts.removedAlready(),
        text: paper.title,
      },
    };
  },
  /** Only papers on the list can be removed. */
  async complete({ asker, services }, _option, typed) {
    const { papers, readingLists } = services.store;
    const mine = await papers.findMany(await readingLists.list(asker.person));
    const wanted = typed.toLowerCase();
    return mine
      .filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(wanted))
      .map(({ id, title }) => ({ label: title, value: id }));
  },
};
