import { createProblems, createTexts } from '../../src/core/base/catalog.ts';

/** Answers that a person shows to everybody in a channel. */
export const texts = createTexts({
  shareSummary: 'Share an answer with everybody in the channel',
  keyLabel: 'Which answer',
  key: 'Which answer to share',
  sharedAlready: 'This was shared here {ago}',
  sharedAlreadyWhat: 'It was not shared again. You can share it again {wait}.',
  whetherToShare: 'whether this may be shared here',
});

export const problems = createProblems({
  notShareable: {
    what: 'There is no answer to share here.',
    fix: 'Ask for it in this channel, then press Share to channel under the new answer.',
  },
  notShareableCommand: { what: 'The answers of "{name}" cannot be shared.' },
  mayNotWrite: {
    what: 'You do not have permission to write in this channel, so nothing was shared.',
    fix: 'Ask somebody who does.',
  },
  sharingObstacle: { what: '{obstacle}' },
});
