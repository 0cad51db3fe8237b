import { commandSpan, words } from '../src/core/base/text.ts';
import { button } from '../src/core/command/card-actions.ts';
import type { Command } from '../src/core/command/command.ts';
import { showList } from './day-list.ts';
import { completePaper, PAGE_OPTION, PAPER_OPTION, paperMeant } from './views.ts';

/** Puts a paper on one's own reading list. */
export const save: Command = {
  name: 'save',
  summary: 'Saves a paper to your reading list, which only you see',
  example: 'save 2604.26752',
  personal: true,
  options: [PAPER_OPTION],
  async run(context, { paper: id }) {
    const { store, clock, keep } = context.services;
    const paper = await paperMeant(context, String(id));
    await keep([paper]);
    const isNew = await store.readingLists.put(context.asker.person, paper.id, clock.now());
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: isNew ? 'Saved' : 'It is on your list already',
        text: paper.title,
        actions: [...button('Take it off', `unsave ${paper.id}`), ...button('My list', 'saved')],
      },
    };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};

/** One's own reading list, latest first. */
export const saved: Command = {
  name: 'saved',
  summary: 'Your reading list',
  example: 'saved',
  personal: true,
  options: [PAGE_OPTION],
  async run(context, { page }) {
    const { store } = context.services;
    return showList(context, {
      title: 'Your reading list',
      papers: await store.papers.getMany(await store.readingLists.list(context.asker.person)),
      empty: words`Nothing saved yet. Press Save on a card, or save one by its id or number: ${commandSpan('save 2604.26752')}`,
      line: 'saved',
      page: Number(page),
      isPrivate: true,
    });
  },
};

/** Takes a paper off one's own reading list. */
export const unsave: Command = {
  name: 'unsave',
  summary: 'Removes a paper from your reading list',
  example: 'unsave 2604.26752',
  personal: true,
  options: [PAPER_OPTION],
  async run(context, { paper: id }) {
    const paper = await paperMeant(context, String(id));
    const was = await context.services.store.readingLists.remove(context.asker.person, paper.id);
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: was ? 'success' : 'info',
        title: was ? 'Taken off your list' : 'It was not on your list',
        text: paper.title,
      },
    };
  },
  /** What stands on the list, and nothing else, can be taken off. */
  async complete({ asker, services }, _option, typed) {
    const { papers, readingLists } = services.store;
    const mine = await papers.getMany(await readingLists.list(asker.person));
    const wanted = typed.toLowerCase();
    return mine
      .filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(wanted))
      .map(({ id, title }) => ({ label: title, value: id }));
  },
};
