import { createProblems } from '../base/catalog.ts';

/** What is wrong with what was typed. The address itself is not repeated: it may contain a key. */
export const problems = createProblems({
  webhookNameInvalid: {
    what: '"{typed}" cannot be the name of a webhook.',
    fix: 'Use letters, digits, - and _, 40 at most, such as "papers".',
  },
  webhookNameTaken: {
    what: 'There is a webhook "{name}" already.',
    fix: 'Choose another name, or remove that one first: npx node src/main.ts webhook remove {name}',
  },
  webhookUnknown: {
    what: 'There is no webhook "{name}".',
    fix: 'List them with: npx node src/main.ts webhook list',
  },
  webhookAddressInvalid: {
    what: 'This is not a web address that a webhook can be sent to.',
    fix: 'Write it as https://hooks.example.org/papers.',
  },
  webhookAddressPassword: {
    what: 'The address contains a user name or a password.',
    fix: 'Leave them out: the receiver checks the signature instead.',
  },
  webhookAddressClear: {
    what: 'The address begins with http, so anybody on the way could read and replay what is sent.',
    fix: 'Use https. Inside your own network http is accepted with WEBHOOK_PRIVATE_NETWORKS=true.',
  },
});
