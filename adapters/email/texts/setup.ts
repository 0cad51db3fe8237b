import { createProblems, createTexts } from '../../../src/core/base/catalog.ts';

export const texts = createTexts({
  whereIdsAre: 'the command subscriptions prints it',
  serverAnswers: 'The mail server takes the name and the password.',
  canBeRead: 'The address can be read.',
});

export const problems = createProblems({
  dkimKeyUnreadable: {
    what: 'The DKIM key {path} cannot be read.',
    fix: 'Set MAIL_DKIM_KEY to the file with the private key, readable for whoever runs the bot.',
  },
});
