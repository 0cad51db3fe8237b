import { createTexts } from '../../../src/core/base/catalog.ts';

/** What Discord shows of the slash command beside the commands' own summaries. */
export const texts = createTexts({
  description: 'Daily research papers: read, search, vote, subscribe',
  groupDescription: 'This channel’s own daily papers',
});
