import { createProblems, createTexts } from '../../../src/core/base/catalog.ts';

export const texts = createTexts({
  platform: 'E-mail',
  whereIdsAre: 'the command subscriptions prints it',
});

export const problems = createProblems({
  dkimKeyUnreadable: {
    what: 'The DKIM key {path} cannot be read.',
    fix: 'Set MAIL_DKIM_KEY to the file with the private key, readable for whoever runs the bot.',
  },
});

/** What `check` finds. */
export const findings = createProblems({
  serverAnswers: { what: 'The mail server accepts the connection.' },
  canBeRead: { what: 'The address can be decrypted.' },
});
