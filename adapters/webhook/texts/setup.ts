import { createProblems, createTexts } from '../../../src/core/base/catalog.ts';

export const texts = createTexts({
  platform: 'Webhooks',
  whereIdsAre: 'its name is what it was added with: npx node src/main.ts webhook list',
});

/** What `check` finds. */
export const findings = createProblems({
  networksPublic: { what: 'Webhooks go to public addresses only.' },
  networksAll: { what: 'Webhooks may also go to private networks, because of WEBHOOK_PRIVATE_NETWORKS.' },
  acceptsTls: { what: 'The receiver accepts an encrypted connection, and its certificate is valid.' },
  acceptsClear: { what: 'The receiver accepts connections, but they are not encrypted.' },
});
