import { createTexts } from '../../../src/core/base/catalog.ts';

/** The descriptions of the slash command in Discord, beside the commands' own summaries. */
export const texts = createTexts({
  description: 'Daily research papers: read, search, vote, subscribe',
  groupDescription:
    '{name, select, mine {Your reading list, follows and data} other {The daily post of this channel}}',
  showPaper: 'Show the paper',
});
